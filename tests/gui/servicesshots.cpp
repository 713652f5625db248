#include "servicesshots.h"

#include "servicesroom.h"

#include <QComboBox>
#include <QSpinBox>

namespace cairn::testing {

using namespace Qt::StringLiterals;

namespace {

void chosen(const ServicesRoom &room, const QString &name)
{
    if (!room.choose(name))
        qFatal("no service %s", qPrintable(name));
}

void drafted(const ServicesRoom &room, const QByteArray &yaml)
{
    room.draft().setYaml(yaml);
    if (!QTest::qWaitFor([&] { return room.draft().isRead(); }))
        qFatal("the draft is not read");
}

void takeEditor(const TakePicture &take, const ServicesRoom &room)
{
    take(*room.panel, u"services-live"_s);
    drafted(room, ServicesRoom::ocr()
                      .replace("attempts: 5", "attempts: 8, backoff: { initial: 1s }, per_category: { timeout: 2 }")
                      .replace("step: 10m", "step: 30s"));
    take(*room.panel, u"services-draft"_s);
    auto *tabs = room.find<QTabWidget>("policyTabs");
    tabs->setCurrentIndex(1);
    take(*room.panel, u"services-differences"_s);
    tabs->setCurrentIndex(0);
    room.find<QComboBox>("scheduleFailing")->setCurrentIndex(1);
    room.find<QSpinBox>("scheduleSteps")->setValue(200);
    take(*room.panel, u"services-budget"_s);
    room.find<QPushButton>("draftApply")->click();
    take(*QApplication::activeModalWidget(), u"services-apply"_s);
    QApplication::activeModalWidget()->close();
    drafted(room, ServicesRoom::ocr().replace("attempt: 30s", "atempt: 30s").replace("latency_budget: 4s", "latency_budget: 5m"));
    take(*room.panel, u"services-wrong"_s);
    drafted(room, ServicesRoom::ocr().replace("latency_budget: 4s", "latency_budget: 5m"));
    take(*room.panel, u"services-doubt"_s);
    room.panel->resize(780, 480); // what a small window leaves
    take(*room.panel, u"services-small"_s);
    room.panel->resize(1240, 800);
}

} // namespace

void takeServices(const TakePicture &take)
{
    ServicesRoom room;
    chosen(room, u"ocr"_s);
    takeEditor(take, room);
    room.workspace.write(u"services/ocr.yaml"_s, ServicesRoom::ocr().replace("attempts: 5", "attempts: 2"));
    room.apply(u"too many at night"_s);
    take(*room.panel, u"services-overtaken"_s);
    room.draft().discard();
    room.workspace.write(u"services/ocr.yaml"_s, ServicesRoom::ocr().replace("attempts: 5", "attempts: 3"));
    room.find<QTabWidget>("serviceTabs")->setCurrentIndex(1);
    take(*room.panel, u"services-history"_s);
    room.workspace.write(u"services/geo.yaml"_s, "service: geo\nbase_url: http://geo.example.net\nallow_insecure: true\n");
    room.apply(u"their certificate has ended"_s);
    room.find<QTabWidget>("serviceTabs")->setCurrentIndex(0);
    chosen(room, u"geo"_s);
    take(*room.panel, u"services-exposed"_s);
    const ServicesRoom empty(true);
    take(*empty.panel, u"services-empty"_s);
}

} // namespace cairn::testing

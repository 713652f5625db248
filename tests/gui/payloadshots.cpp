#include "payloadshots.h"

#include "payloadsample.h"

#include "ui/payload/payloadtext.h"
#include "ui/payload/payloadview.h"
#include "ui/payload/payloadwindow.h"
#include "ui/payload/temporarycopies.h"

#include <QBuffer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPainter>
#include <QTabWidget>
#include <QTemporaryDir>

namespace cairn::testing {

using namespace Qt::StringLiterals;

namespace {

const QByteArray Extracted = R"({"document": {"kind": "invoice", "number": "R-2026-4436", "language": "de", "pages": 2},
"supplier": {"name": "Tauwerk Gr\u00f6pelingen GmbH", "iban": "DE02 1203 0000 0000 2020 51", "vat_id": null},
"lines": [{"text": "Hanf-Tauwerk 24 mm, 200 m", "quantity": 2, "price": 418.50},
{"text": "Holzteer, 10 l", "quantity": 6, "price": -39.90}, {"text": "Takelgarn", "quantity": 12, "price": 4.75}],
"total": 654.60, "currency": "Euro", "paid": false, "confidence": 0.9312})";

QByteArray picture()
{
    QImage image(1600, 1000, QImage::Format_RGB32);
    QPainter painter(&image);
    QLinearGradient sky(0, 0, 0, 1000);
    sky.setColorAt(0, QColor(0x2b, 0x5d, 0x8c));
    sky.setColorAt(0.6, QColor(0xf2, 0xc1, 0x8d));
    sky.setColorAt(1, QColor(0x1d, 0x3b, 0x53));
    painter.fillRect(image.rect(), sky);
    painter.setBrush(QColor(0x30, 0x20, 0x20));
    painter.drawRect(1040, 220, 60, 400);
    painter.drawEllipse(1020, 170, 100, 60);
    painter.end();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

Attempt attempt()
{
    Attempt made;
    made.step = StepId(u"extract"_s);
    made.number = 2;
    made.method = "POST";
    made.url = u"https://ocr.harbour.example/v2/extract?pages=all"_s;
    made.status = 200;
    made.requestHeaders = R"({"accept": "application/json", "content-type": "application/pdf", "idempotency-key":
        "\"k-0M2YK7QW1Z3F4\"", "traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "user-agent": "Cairn/0.1"})";
    made.responseHeaders = R"({"content-type": "application/json; charset=utf-8", "date": "Thu, 26 Nov 2026 11:02:42 GMT",
        "server": "nginx", "x-ratelimit-remaining": "38"})";
    return made;
}

std::optional<Schema> schema()
{
    const auto document = QJsonDocument::fromJson(R"({"properties": {"currency": {"enum": ["EUR", "USD"]},
        "lines": {"items": {"properties": {"price": {"minimum": 0}}}}}, "required": ["due_date"]})");
    return Schema::compile({u"invoice"_s, 3}, document.object()).value();
}

void showTab(PayloadWindow &window, int tab)
{
    window.findChild<QTabWidget *>(u"payloadTabs"_s)->setCurrentIndex(tab);
}

} // namespace

void takePayloads(GuiWorkspace &workspace, const std::function<void(QWidget &widget, const QString &name)> &take)
{
    TemporaryCopies copies;
    const PayloadRef json = recordPayload(workspace, Extracted);
    const PayloadRef input = recordPayload(
        workspace,
        QByteArray(Extracted).replace("-39.90", "39.90").replace("\"Euro\"", "\"EUR\"").replace(", \"confidence\": 0.9312", ""));
    const auto show = [&](const PayloadRef &ref, const QString &title, const QString &name, const QString &type) {
        auto window = std::make_unique<PayloadWindow>(workspace.desk(), copies, QString());
        window->setAttribute(Qt::WA_DeleteOnClose, false);
        window->showPayload({title, ref, name, type});
        return window;
    };
    auto window = show(json, u"Response of extract, attempt 2"_s, u"extract-response"_s, u"application/json"_s);
    window->view()->setAttempt(attempt());
    window->view()->setOthers({{u"Response of extract, attempt 1"_s, input, {}, {}}});
    take(*window, u"payload-tree"_s);
    window->view()->setSchema(schema());
    take(*window, u"payload-schema"_s);
    for (const auto &[tab, name] : {std::pair(1, u"payload-text"_s), std::pair(2, u"payload-hex"_s),
                                    std::pair(3, u"payload-headers"_s), std::pair(4, u"payload-compare"_s)}) {
        showTab(*window, tab);
        take(*window, name);
    }
    take(*show(recordPayload(workspace, picture()), u"Input of the run: harbour-1066.png"_s, u"harbour-1066.png"_s,
               u"image/png"_s),
         u"payload-picture"_s);
    const QTemporaryDir root; // of a workspace that has classes of its own
    QFile own(root.filePath(u"cairn.yaml"_s));
    if (own.open(QIODevice::WriteOnly))
        own.write("workspace: harbour\ndata: { classes: { supplier: { jq: .body.supplier.name }, invoice: { regex: "
                  "\"R-[0-9]{4}-[0-9]+\" } } }\n");
    own.close();
    auto masked = std::make_unique<PayloadWindow>(workspace.desk(), copies, root.path());
    masked->setAttribute(Qt::WA_DeleteOnClose, false);
    masked->showPayload({u"Response of extract, attempt 2"_s, json, u"extract-response"_s, u"application/json"_s});
    take(*masked, u"payload-own-classes"_s);
    const PayloadRef damaged = recordPayload(workspace, QByteArray("Line of the harbour's log, 26 November.\n").repeated(5'000));
    damagePayload(workspace, damaged);
    take(*show(damaged, u"Output of scan"_s, u"log.txt"_s, u"text/plain"_s), u"payload-damaged"_s);
    take(*show(recordSparsePayload(workspace, 1LL << 42), u"Input of the run: disk.img"_s, u"disk.img"_s, {}),
         u"payload-verifying"_s);
}

} // namespace cairn::testing

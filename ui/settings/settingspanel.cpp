#include "ui/settings/settingspanel.h"

#include <QBoxLayout>
#include <QListWidget>
#include <QSettings>
#include <QStackedWidget>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
const QString PageKey = u"settings/page"_s;
}

SettingsPanel::SettingsPanel(QWidget *parent) : QWidget(parent), m_list(new QListWidget), m_pages(new QStackedWidget)
{
    setObjectName(u"settingsPanel"_s);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_list->setObjectName(u"settingsPages"_s);
    m_list->setAccessibleName(tr("Settings"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFixedWidth(200);
    m_list->setSpacing(2);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 8, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_list);
    row->addWidget(m_pages, 1);
    connect(m_list, &QListWidget::currentRowChanged, m_pages, &QStackedWidget::setCurrentIndex);
}

void SettingsPanel::addPage(QWidget *page, const QString &title)
{
    m_pages->addWidget(page);
    auto *item = new QListWidgetItem(title, m_list);
    item->setSizeHint({0, m_list->fontMetrics().height() + 14});
    if (m_list->count() == 1)
        m_list->setCurrentRow(0);
}

QList<std::pair<QString, QString>> SettingsPanel::pages() const
{
    QList<std::pair<QString, QString>> all;
    for (int page = 0; page < m_pages->count(); ++page)
        all.append({m_pages->widget(page)->objectName(), m_list->item(page)->text()});
    return all;
}

void SettingsPanel::showPage(const QString &name)
{
    for (int page = 0; page < m_pages->count(); ++page) {
        if (m_pages->widget(page)->objectName() == name)
            m_list->setCurrentRow(page);
    }
}

void SettingsPanel::focusList()
{
    m_list->setFocus();
}

void SettingsPanel::restore(const QSettings &settings)
{
    showPage(settings.value(PageKey).toString());
}

void SettingsPanel::save(QSettings &settings) const
{
    if (const QWidget *page = m_pages->currentWidget())
        settings.setValue(PageKey, page->objectName());
}

} // namespace cairn

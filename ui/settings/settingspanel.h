#pragma once

#include <QList>
#include <QWidget>

class QListWidget;
class QSettings;
class QStackedWidget;

namespace cairn {

/// The room of settings: its pages by name at the left, the chosen one beside them.
class SettingsPanel : public QWidget
{
    Q_OBJECT
public:
    explicit SettingsPanel(QWidget *parent = nullptr);

    /// Belongs to the panel from then on. `page` has an object name.
    void addPage(QWidget *page, const QString &title);
    /// Their object names and titles.
    QList<std::pair<QString, QString>> pages() const;
    /// By object name; nothing happens if there is none.
    void showPage(const QString &name);
    void focusList();

    void restore(const QSettings &settings);
    void save(QSettings &settings) const;

private:
    QListWidget *m_list;
    QStackedWidget *m_pages;
};

} // namespace cairn

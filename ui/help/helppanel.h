#pragma once

#include <QWidget>

class QLabel;
class QSettings;
class QSplitter;
class QToolButton;
class QTreeWidget;
class QUrl;

namespace cairn {

class FramedLine;
class GuideBrowser;
class TonedLabel;

/// The room of help: the shipped guide with its contents, and a search within the page.
class HelpPanel : public QWidget
{
    Q_OBJECT
public:
    explicit HelpPanel(QWidget *parent = nullptr);

    /// "pipelines.md" or "pipelines.md#what-may-have-happened".
    void showPage(const QString &page);
    /// Their files and titles.
    QList<std::pair<QString, QString>> pages() const;
    void focusSearch();
    void focusText();

    void restore(const QSettings &settings);
    void save(QSettings &settings) const;

Q_SIGNALS:
    /// A link that leads out of the guide was followed.
    void outsideWanted(const QUrl &url);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *buildContents();
    QWidget *buildBar();
    QToolButton *addButton(const QString &name, const QString &icon, const QString &text);
    void fillContents();
    void chooseInContents(const QUrl &at);
    void search();
    void goOn(bool backwards);
    void tellMark(int count);

    GuideBrowser *m_text;
    QTreeWidget *m_contents;
    FramedLine *m_search;
    TonedLabel *m_found;
    QToolButton *m_back;
    QToolButton *m_forward;
    QSplitter *m_splitter;
    int m_count = 0;
};

} // namespace cairn

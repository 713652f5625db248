#pragma once

#include <QTextBrowser>

namespace cairn {

/// Shows pages of the shipped guide, in the palette's colours, and nothing else: no page can make it load anything.
class GuideBrowser : public QTextBrowser
{
    Q_OBJECT
public:
    explicit GuideBrowser(QWidget *parent = nullptr);

    /// "pipelines.md", or "pipelines.md#conditions".
    void open(const QString &page);
    /// The page that is shown.
    QString file() const { return source().fileName(); }
    QVariant loadResource(int type, const QUrl &name) override;

    /// Marks all places of a text; the one at the cursor or after it becomes the current one, and is shown if `show`. Returns how
    /// many there are.
    int mark(const QString &text, bool show);
    /// Goes on to the next place that is marked, around the end; its number from 1, or 0 if there is none.
    int goOn(bool backwards);
    int currentMark() const { return m_current + 1; }

Q_SIGNALS:
    /// A link that leads out of the guide was followed.
    void outsideWanted(const QUrl &url);

protected:
    bool event(QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void follow(const QUrl &link);
    void dress(const QUrl &page);
    void colourMarks();
    void showCurrentMark();

    QList<QTextCursor> m_marks;
    int m_current = -1;
};

} // namespace cairn

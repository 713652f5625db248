#pragma once

#include <QTextBrowser>

namespace cairn {

/// A piece of a runbook's Markdown, as tall as it needs to be. Whoever wrote the page may be anybody: HTML in it is text, nothing
/// that it names is ever loaded, neither from the network nor from the disk, and of its links only those to http and https lead
/// anywhere.
class RunbookText : public QTextBrowser
{
    Q_OBJECT
public:
    explicit RunbookText(QWidget *parent = nullptr);

    void setText(const QString &markdown);
    QVariant loadResource(int type, const QUrl &name) override;

Q_SIGNALS:
    /// A link was followed.
    void linkWanted(const QUrl &url);
    /// Clicked where there is no link.
    void clicked();

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    void dress();
    void fit();
    void takeOutPictures();

    bool m_dressing = false;
};

} // namespace cairn

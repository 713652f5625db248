#pragma once

#include "control/incidentbundle.h"

#include <QWidget>

class QTextBrowser;

namespace cairn {

/// A draft of a post-mortem as it reads, and a way to save it as Markdown, HTML or PDF. Nothing in it is fetched or followed.
class PostMortemView : public QWidget
{
    Q_OBJECT
public:
    explicit PostMortemView(QWidget *parent = nullptr);

    void setBundle(const IncidentBundle &bundle);
    /// By the ending of `path`: .md, .html or .pdf.
    void saveTo(const QString &path);

Q_SIGNALS:
    void told(const QString &text);
    void failed(const cairn::Error &error);

private:
    void choose();

    QString m_markdown;
    QString m_title;
    QString m_fileName;
    QTextBrowser *m_page;
};

} // namespace cairn

#include "ui/incidents/postmortemview.h"

#include "base/inbackground.h"
#include "base/outputfile.h"
#include "control/postmortem.h"
#include "ui/look/tintedicon.h"
#include "ui/parts/dialogparts.h"
#include "ui/parts/whendone.h"

#include <QBoxLayout>
#include <QBuffer>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QPdfWriter>
#include <QPushButton>
#include <QTextBrowser>
#include <QTextDocument>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int PdfResolution = 300; ///< dots an inch
constexpr auto Dialect = QTextDocument::MarkdownDialectGitHub;

/// Shows text alone: whatever a page refers to is not there.
class Page : public QTextBrowser
{
public:
    QVariant loadResource(int, const QUrl &) override { return {}; }
};

QByteArray pdfOf(const QString &markdown, const QString &title)
{
    QByteArray pdf;
    QBuffer buffer(&pdf);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setResolution(PdfResolution);
    writer.setTitle(title);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF(18, 18, 18, 18), QPageLayout::Millimeter);
    QTextDocument document;
    document.setMarkdown(markdown, QTextDocument::MarkdownFeatures(Dialect) | QTextDocument::MarkdownNoHTML);
    document.print(&writer);
    return pdf;
}

Result<void> write(const QString &path, const QString &markdown, const QString &title)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    const QByteArray bytes = suffix == "pdf"_L1    ? pdfOf(markdown, title)
                             : suffix == "html"_L1 ? postMortemHtml(markdown, title)
                                                   : markdown.toUtf8();
    return writeOutput(path, bytes);
}

} // namespace

PostMortemView::PostMortemView(QWidget *parent) : QWidget(parent), m_page(new Page)
{
    setObjectName(u"postMortem"_s);
    m_page->setObjectName(u"postMortemPage"_s);
    m_page->setAccessibleName(tr("Draft of a post-mortem"));
    m_page->setFrameShape(QFrame::NoFrame);
    m_page->setOpenLinks(false);
    m_page->document()->setDocumentMargin(18);
    auto *save = new QPushButton(tintedIcon(u"save"_s), tr("&Save the draft as…"));
    save->setObjectName(u"savePostMortem"_s);
    connect(save, &QPushButton::clicked, this, &PostMortemView::choose);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(14, 8, 14, 8);
    row->addStretch(1);
    row->addWidget(save);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row);
    column->addWidget(m_page, 1);
}

void PostMortemView::setBundle(const IncidentBundle &bundle)
{
    m_markdown = postMortem(bundle);
    m_title = tr("Post-mortem of incident %1").arg(bundle.about.incident.id);
    m_fileName = u"post-mortem-%1"_s.arg(bundle.about.incident.id);
    m_page->document()->setMarkdown(m_markdown, QTextDocument::MarkdownFeatures(Dialect) | QTextDocument::MarkdownNoHTML);
    m_page->moveCursor(QTextCursor::Start); // it would stay at the end of what was put in
}

void PostMortemView::choose()
{
    const QStringList kinds{tr("Markdown (*.md)"), tr("Web page (*.html)"), tr("PDF (*.pdf)")};
    auto *dialog = saveDialog(window(), u"savePostMortemDialog"_s, tr("Save the draft as"), kinds.join(u";;"_s), m_fileName);
    dialog->setDefaultSuffix(u"md"_s); // the name that is proposed has none: it follows the kind
    connect(dialog, &QFileDialog::filterSelected, dialog,
            [dialog](const QString &filter) { dialog->setDefaultSuffix(filter.section(u"*."_s, 1).chopped(1)); });
    connect(dialog, &QFileDialog::fileSelected, this, &PostMortemView::saveTo);
    dialog->open();
}

void PostMortemView::saveTo(const QString &path)
{
    const auto work = inBackground([path, markdown = m_markdown, title = m_title] { return write(path, markdown, title); });
    whenDone(this, work, [this, path](const Result<void> &written) {
        if (written)
            Q_EMIT told(tr("Saved as %1").arg(QDir::toNativeSeparators(path)));
        else
            Q_EMIT failed(written.error());
    });
}

} // namespace cairn

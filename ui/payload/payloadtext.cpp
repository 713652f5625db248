#include "ui/payload/payloadtext.h"

#include "ui/editor/codeview.h"
#include "ui/parts/findbar.h"
#include "ui/parts/handfocus.h"
#include "ui/parts/tonedlabel.h"
#include "ui/payload/payloadparts.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QSpinBox>
#include <QToolButton>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
enum Form { Formatted, AsStored };
constexpr qint64 CoveredAround = 4096;
} // namespace

PayloadText::PayloadText(Desk &desk, QWidget *parent)
    : QWidget(parent), m_desk(desk), m_form(new QComboBox), m_encoding(new QComboBox), m_wrap(new QToolButton),
      m_pager(new QWidget), m_page(new QSpinBox), m_pages(new QLabel), m_note(new TonedLabel(TonedLabel::Quiet)),
      m_code(new CodeView), m_find(new FindBar(this, m_code->editor()))
{
    setObjectName(u"payloadText"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildBar());
    column->addWidget(m_code, 1);
    column->addWidget(m_find);
    handFocus(this, m_code);
    connectBar();
}

QWidget *PayloadText::buildBar()
{
    m_form->setObjectName(u"textForm"_s);
    m_form->setAccessibleName(tr("Form of the text"));
    m_form->addItems({tr("Formatted"), tr("As stored")});
    m_encoding->setObjectName(u"textEncoding"_s);
    m_encoding->setAccessibleName(tr("Encoding"));
    for (int encoding = 0; encoding <= int(TextEncoding::Latin1); ++encoding)
        m_encoding->addItem(encodingName(TextEncoding(encoding)));
    m_wrap->setObjectName(u"textWrap"_s);
    m_wrap->setText(tr("Wrap lines"));
    m_wrap->setCheckable(true);
    m_page->setObjectName(u"textPage"_s);
    m_page->setAccessibleName(tr("Page"));
    m_page->setKeyboardTracking(false);
    m_note->setObjectName(u"textNote"_s);
    auto *pages = new QHBoxLayout(m_pager);
    pages->setContentsMargins(0, 0, 0, 0);
    pages->setSpacing(6);
    pages->addWidget(new QLabel(tr("Page")));
    pages->addWidget(m_page);
    pages->addWidget(m_pages);
    auto *bar = new QWidget;
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(8, 5, 8, 5);
    row->setSpacing(8);
    row->addWidget(m_form);
    row->addWidget(m_encoding);
    row->addWidget(m_wrap);
    row->addWidget(m_pager);
    row->addWidget(m_note, 1);
    return bar;
}

void PayloadText::connectBar()
{
    connect(m_form, &QComboBox::activated, this, &PayloadText::presentForm);
    connect(m_encoding, &QComboBox::activated, this, [this](int encoding) {
        if (TextEncoding(encoding) != m_nature.encoding)
            m_nature.markLength = 0;
        m_nature.encoding = TextEncoding(encoding);
        m_form->setCurrentIndex(AsStored);
        presentForm();
    });
    connect(m_wrap, &QToolButton::toggled, m_code, &CodeView::setWrapped);
    connect(m_page, &QSpinBox::valueChanged, this, &PayloadText::askForPage);
    connect(m_find, &FindBar::wanted, this, &PayloadText::find);
}

void PayloadText::setPayload(const Digest &digest, qint64 size, const PayloadNature &nature)
{
    m_digest = digest;
    m_size = size;
    m_nature = nature;
    m_reading = {};
    m_form->hide();
    m_form->setCurrentIndex(AsStored);
    m_encoding->setCurrentIndex(int(nature.encoding));
    const qint64 pages = std::min<qint64>(TextPage::count(size), std::numeric_limits<int>::max());
    {
        const QSignalBlocker quiet(m_page);
        m_page->setRange(1, int(pages));
        m_page->setValue(1);
    }
    m_pages->setText(tr("of %L1").arg(pages));
    presentForm();
}

void PayloadText::setReading(const JsonReading &reading)
{
    m_reading = reading;
    const bool formattable = reading.pretty && reading.pretty->text().size() <= MostFormatted;
    m_form->setVisible(formattable);
    m_form->setCurrentIndex(formattable ? Formatted : AsStored);
    if (formattable)
        presentForm();
    else
        remarkAsStored();
}

void PayloadText::setCover(const Cover &cover)
{
    if (std::exchange(m_cover, cover) != cover && m_digest.isValid())
        presentForm();
}

/// Lines have remarks only while they are those of the document.
void PayloadText::remarkAsStored()
{
    if (!m_wholeShown)
        return;
    if (m_reading.index)
        m_code->setRemarks(JsonReading::byLine(m_reading.remarks, *m_reading.index));
    else if (m_reading.fault && !m_reading.fault->tooLarge)
        m_code->setRemarks({{int(m_reading.fault->line - 1),
                             tr("No JSON from column %L1 on: %2").arg(m_reading.fault->column).arg(m_reading.fault->what)}});
}

bool PayloadText::isFormatted() const
{
    return m_form->currentIndex() == Formatted && m_reading.pretty;
}

void PayloadText::presentForm()
{
    m_pager->setVisible(!isFormatted() && m_page->maximum() > 1);
    if (isFormatted())
        presentFormatted();
    else
        askForPage();
}

void PayloadText::presentFormatted()
{
    ++m_asked; // a page that is on its way comes too late
    QString text = QString::fromUtf8(m_reading.pretty->text());
    text = m_cover.text(text);
    const bool broken = breakLongLines(text, TextPage::LongestLine);
    m_code->setText(text, CodeView::Language::Json);
    m_note->setText(broken ? tr("Long lines are broken to be shown") : tr("White space is not as stored"));
    m_wholeShown = !broken;
    if (m_wholeShown)
        m_code->setRemarks(JsonReading::byLine(m_reading.remarks, *m_reading.pretty));
}

void PayloadText::askForPage()
{
    const quint64 asked = ++m_asked;
    const qint64 from = qint64(m_page->value() - 1) * TextPage::Size;
    const qint64 around = m_cover.isOn() ? CoveredAround : 0; // what is covered may lie across the border of two pages
    const qint64 before = std::min(from, around);
    fetchPart(this, m_desk, m_digest, from - before, before + TextPage::Size + std::max(TextPage::Beyond, around),
              [this, asked, before](const Result<PayloadPart> &part) {
                  if (asked != m_asked)
                      return; // something else is wanted by now
                  if (!part) {
                      Q_EMIT failed(part.error());
                      return;
                  }
                  const QByteArray bytes = m_cover.bytes(part->bytes); // before lines are broken
                  presentPage({part->offset + before, bytes.mid(before, TextPage::Size + TextPage::Beyond), part->available});
              });
}

void PayloadText::presentPage(const PayloadPart &part)
{
    const TextPage page = TextPage::of(part.bytes, part.offset == 0, m_nature);
    m_wholeShown = m_page->maximum() == 1 && !page.brokenLines;
    const bool isJson = m_nature.kind == PayloadKind::Json && !page.brokenLines;
    m_code->setText(m_cover.text(page.text), isJson ? CodeView::Language::Json : CodeView::Language::Plain);
    remarkAsStored();
    QStringList notes;
    if (m_page->maximum() > 1)
        notes.append(tr("From byte %L1").arg(part.offset));
    if (page.brokenLines)
        notes.append(tr("long lines are broken to be shown"));
    m_note->setText(notes.join(u" · "_s));
}

const JsonIndex *PayloadText::shownIndex() const
{
    if (!m_wholeShown)
        return nullptr;
    return isFormatted() ? m_reading.pretty.get() : m_reading.index.get();
}

void PayloadText::showValue(int value)
{
    const JsonIndex *index = shownIndex();
    if (!index)
        return;
    const JsonIndex::Value &place = index->at(value);
    const quint32 offset = place.keyEnd > 0 ? place.keyBegin : place.begin;
    m_code->goToLine(int(QByteArrayView(index->text()).first(offset).count('\n')));
}

void PayloadText::find(const QString &text, bool backwards)
{
    const bool found = m_code->find(text, backwards);
    const bool paged = !isFormatted() && m_page->maximum() > 1;
    m_find->tell(found ? QString() : paged ? tr("Not on this page") : tr("Not found"));
}

} // namespace cairn

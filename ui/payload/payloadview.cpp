#include "ui/payload/payloadview.h"

#include "base/inbackground.h"
#include "control/coveredattempt.h"
#include "ui/look/tintedicon.h"
#include "ui/look/wording.h"
#include "ui/parts/notice.h"
#include "ui/parts/tonedlabel.h"
#include "ui/parts/whendone.h"
#include "ui/payload/headersview.h"
#include "ui/payload/hexpanel.h"
#include "ui/payload/hexview.h"
#include "ui/payload/jsonview.h"
#include "ui/payload/maskbanner.h"
#include "ui/payload/payloadbanner.h"
#include "ui/payload/payloadfiles.h"
#include "ui/payload/payloadimage.h"
#include "ui/payload/payloadparts.h"
#include "ui/payload/payloadtext.h"
#include "ui/payload/remarklist.h"
#include "ui/payload/temporarycopies.h"

#include <QBoxLayout>
#include <QTabWidget>
#include <QToolButton>

namespace cairn {

using namespace Qt::StringLiterals;

PayloadView::PayloadView(Desk &desk, TemporaryCopies &copies, const QString &root, QWidget *parent)
    : QWidget(parent), m_desk(desk), m_check(desk), m_mask(desk, root), m_kind(new TonedLabel(TonedLabel::Quiet)),
      m_refused(new TonedLabel(TonedLabel::Bad, u"payloadRefused"_s)), m_banner(new PayloadBanner(m_check)),
      m_maskBanner(new MaskBanner(m_mask, u"mask"_s)), m_tabs(new QTabWidget), m_json(new JsonView(this)),
      m_text(new PayloadText(desk, this)), m_hex(new HexView(desk)), m_hexPanel(new HexPanel(m_hex, this)),
      m_image(new PayloadImage(desk, this)), m_headers(new HeadersView(this)), m_compare(new PayloadCompare(desk, root, this)),
      m_remarks(new RemarkList), m_files(new PayloadFiles(desk, copies, this)), m_notice(new Notice(this))
{
    setObjectName(u"payloadView"_s);
    m_tabs->setObjectName(u"payloadTabs"_s);
    m_tabs->setDocumentMode(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(buildHead());
    auto *banners = new QVBoxLayout;
    banners->setContentsMargins(12, 0, 12, 0);
    m_refused->hide();
    banners->addWidget(m_refused);
    banners->addWidget(m_banner);
    banners->addWidget(m_maskBanner);
    column->addLayout(banners);
    column->addWidget(m_tabs, 1);
    column->addWidget(m_remarks);
    for (QWidget *tab : QList<QWidget *>{m_json, m_text, m_hexPanel, m_image, m_headers, m_compare})
        tab->hide();
    connectParts();
    updateButtons();
}

QWidget *PayloadView::buildHead()
{
    auto *head = new QWidget;
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(12, 0, 12, 0);
    row->setSpacing(4);
    m_kind->setObjectName(u"payloadKind"_s);
    m_kind->setTextFormat(Qt::PlainText);
    m_kind->setTextInteractionFlags(Qt::TextSelectableByMouse);
    row->addWidget(m_kind, 1);
    m_copy = addButton(u"payloadCopy"_s, u"copy"_s, tr("Copy as text"), {});
    m_open = addButton(u"payloadOpen"_s, u"open"_s, tr("Open"), Qt::CTRL | Qt::Key_O);
    m_open->setToolTip(tr("Open a verified copy with the program for such files"));
    m_save = addButton(u"payloadSave"_s, u"save"_s, tr("Save as…"), QKeySequence::Save);
    for (QToolButton *button : {m_copy, m_open, m_save})
        row->addWidget(button);
    return head;
}

QToolButton *PayloadView::addButton(const QString &name, const QString &icon, const QString &text, const QKeySequence &key)
{
    auto *button = new QToolButton;
    button->setObjectName(name);
    button->setIcon(tintedIcon(icon));
    button->setText(text);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setShortcut(key);
    return button;
}

void PayloadView::connectParts()
{
    connect(m_copy, &QToolButton::clicked, this, [this] { m_files->copyText(m_ref, m_nature); });
    connect(m_open, &QToolButton::clicked, this, [this] { m_files->open(m_ref, fileName()); });
    connect(m_save, &QToolButton::clicked, this, [this] { m_files->saveAs(m_ref, fileName()); });
    connect(&m_check, &PayloadCheck::changed, this, &PayloadView::updateButtons);
    connect(&m_mask, &PayloadMask::changed, this, &PayloadView::presentMask);
    connect(&m_mask, &PayloadMask::settled, this, &PayloadView::readHead);
    connect(&m_mask, &PayloadMask::failed, this, &PayloadView::warn);
    connect(m_files, &PayloadFiles::told, m_notice, &Notice::tell);
    connect(m_files, &PayloadFiles::failed, this, &PayloadView::warn);
    connect(m_json, &JsonView::said, m_notice, &Notice::tell);
    connect(m_text, &PayloadText::failed, this, &PayloadView::warn);
    connect(m_hex, &HexView::said, m_notice, &Notice::tell);
    connect(m_hex, &HexView::failed, this, &PayloadView::warn);
    connect(m_image, &PayloadImage::failed, this, &PayloadView::warn);
    connect(m_compare, &PayloadCompare::failed, this, &PayloadView::warn);
    connect(m_remarks, &RemarkList::chosen, this, &PayloadView::showValue);
}

void PayloadView::setPayload(const PayloadOther &payload)
{
    const PayloadRef &ref = payload.ref;
    m_ref = ref;
    m_name = payload.name;
    m_mediaType = payload.mediaType;
    m_nature = {};
    m_bytes.clear();
    ++m_readings;
    m_available = 0;
    m_notice->hide();
    m_remarks->setRemarks({}, {});
    m_tabs->clear();
    m_kind->setText(ref.isValid() ? tr("Reading…") : tr("There is no payload"));
    m_check.start(ref);
    m_mask.start({ref}, payload.what());
    m_compare->setPayload({tr("This payload"), ref, payload.name, payload.mediaType});
    m_schema.reset();
    setAttempt(std::nullopt);
    setOthers({});
}

/// Not before it is known what of it is to be covered.
void PayloadView::readHead()
{
    fetchPart(this, m_desk, m_ref.digest, 0, NatureHead, [this, ref = m_ref](const Result<PayloadPart> &head) {
        if (ref != m_ref)
            return;
        if (head)
            return open(*head);
        m_kind->setText(tr("It cannot be read")); // why is said by the banner
    });
}

void PayloadView::open(const PayloadPart &head)
{
    m_available = head.available;
    m_nature = natureOf(head.bytes, head.bytes.size() == head.available, m_mediaType, m_name);
    m_hex->setPayload(m_ref.digest, m_available);
    m_text->setPayload(m_ref.digest, m_available, m_nature);
    if (m_nature.kind == PayloadKind::Image)
        m_image->setPayload(m_ref.digest, m_available);
    tellKind();
    showTabs();
    updateButtons();
    if (m_nature.kind == PayloadKind::Json && m_available <= JsonIndex::MaxBytes)
        return readDocument();
    if (m_nature.kind == PayloadKind::Json)
        tellKind(tr("more than 16 MiB are not shown as a tree"));
    Q_EMIT read();
}

/// The most telling first.
void PayloadView::showTabs()
{
    const int current = m_tabs->currentIndex();
    QWidget *shown = current < 0 ? nullptr : m_tabs->currentWidget();
    m_tabs->clear();
    const PayloadKind kind = m_nature.kind;
    if (kind == PayloadKind::Image)
        addTab(m_image, tr("Picture"));
    if (kind == PayloadKind::Json || kind == PayloadKind::Text)
        addTab(m_text, tr("Text"));
    addTab(m_hexPanel, tr("Hex"));
    if (kind == PayloadKind::Binary)
        addTab(m_text, tr("Text"));
    if (m_attempt)
        addTab(m_headers, tr("Headers"));
    if (m_hasOthers)
        addTab(m_compare, tr("Compare"));
    if (shown && m_tabs->indexOf(shown) >= 0)
        m_tabs->setCurrentWidget(shown);
}

void PayloadView::addTab(QWidget *tab, const QString &title)
{
    m_tabs->addTab(tab, title);
}

void PayloadView::readDocument()
{
    fetchPart(this, m_desk, m_ref.digest, 0, JsonIndex::MaxBytes, [this, ref = m_ref](const Result<PayloadPart> &part) {
        if (ref != m_ref)
            return;
        if (!part)
            return warn(part.error());
        m_bytes = part->bytes;
        setSchema(m_schema);
    });
}

void PayloadView::setSchema(const std::optional<Schema> &schema)
{
    m_schema = schema;
    if (m_bytes.isEmpty())
        return; // once they are here
    const auto work = [bytes = m_bytes, nature = m_nature, schema] { return readJson(bytes, nature, schema); };
    whenDone(this, inBackground(work), [this, number = ++m_readings](const JsonReading &reading) {
        if (number == m_readings) // nothing newer has been asked for
            present(reading);
    });
}

void PayloadView::present(const JsonReading &reading)
{
    m_json->setReading(reading);
    m_text->setReading(reading);
    if (reading.index && m_tabs->indexOf(m_json) < 0) {
        const bool first = m_tabs->currentIndex() == 0; // nobody has chosen another one
        m_tabs->insertTab(0, m_json, tr("Tree"));
        if (first)
            m_tabs->setCurrentIndex(0);
    }
    tellKind();
    if (reading.fault && reading.fault->tooLarge)
        tellKind(tr("not shown as a tree: %1").arg(reading.fault->what));
    else if (reading.fault)
        tellKind(tr("not valid in line %L1, column %L2: %3")
                     .arg(reading.fault->line)
                     .arg(reading.fault->column)
                     .arg(reading.fault->what));
    m_remarks->setRemarks(m_schema ? m_schema->ref().toString() : QString(), reading.remarks);
    if (m_schema && reading.index && reading.remarks.isEmpty())
        tellKind(tr("fits %1").arg(m_schema->ref().toString()));
    Q_EMIT read();
}

void PayloadView::tellKind(const QString &more)
{
    QStringList parts{natureText(m_nature), sizeText(m_available)};
    if (!m_mediaType.isEmpty())
        parts.append(m_mediaType);
    if (!more.isEmpty())
        parts.append(more);
    m_kind->setText(parts.join(u" · "_s));
}

void PayloadView::setAttempt(const std::optional<Attempt> &attempt)
{
    m_attempt = attempt;
    presentRefusal();
    presentHeaders();
    const int place = m_tabs->indexOf(m_headers);
    if (m_attempt && place < 0 && m_tabs->count() > 0)
        m_tabs->insertTab(m_hasOthers ? m_tabs->count() - 1 : m_tabs->count(), m_headers, tr("Headers"));
    else if (!m_attempt && place >= 0)
        m_tabs->removeTab(place);
}

void PayloadView::setOthers(const QList<PayloadOther> &others)
{
    m_hasOthers = !others.isEmpty();
    m_compare->setOthers(others);
    const int place = m_tabs->indexOf(m_compare);
    if (m_hasOthers && place < 0 && m_tabs->count() > 0)
        addTab(m_compare, tr("Compare"));
    else if (!m_hasOthers && place >= 0)
        m_tabs->removeTab(place);
}

void PayloadView::setOutside()
{
    m_mask.setOutside();
    m_compare->setOutside();
}

void PayloadView::focusContents()
{
    QWidget *shown = m_tabs->currentWidget();
    if (shown && !shown->isAncestorOf(window()->focusWidget()))
        shown->setFocus(Qt::OtherFocusReason);
}

void PayloadView::presentMask()
{
    const Cover cover = m_mask.cover();
    m_json->setCover(cover);
    m_text->setCover(cover);
    m_hex->setCover(cover);
    m_compare->setLeftCover(cover);
    presentHeaders();
    updateButtons();
}

/// That its bytes are whole says nothing of whether they were what the pipeline wanted.
void PayloadView::presentRefusal()
{
    const bool refused = m_attempt && m_attempt->category && m_attempt->response == m_ref;
    m_refused->setVisible(refused);
    if (refused)
        m_refused->setText(tr("This answer was not accepted. %1: %2").arg(categoryText(*m_attempt->category), m_attempt->cause));
}

void PayloadView::presentHeaders()
{
    if (!m_attempt)
        return;
    const bool showsSecrets = m_mask.isOpen() && m_mask.mayReveal();
    m_headers->setAttempt(showsSecrets ? *m_attempt : covered(*m_attempt, Cover()), m_mask.coverBeside());
}

/// What is masked here does not leave as it is.
void PayloadView::updateButtons()
{
    const bool there = m_ref.isValid() && m_check.state() != PayloadCheck::State::Damaged && m_mask.isOpen();
    const bool isText = m_nature.kind == PayloadKind::Json || m_nature.kind == PayloadKind::Text;
    m_copy->setEnabled(there && isText);
    m_open->setEnabled(there);
    m_save->setEnabled(there);
}

void PayloadView::showValue(int value)
{
    if (m_tabs->currentWidget() == m_text) {
        m_text->showValue(value);
    } else {
        m_tabs->setCurrentWidget(m_json);
        m_json->showValue(value);
    }
}

QString PayloadView::fileName() const
{
    return safeFileName(m_name, suffixFor(m_name, m_mediaType, m_nature));
}

void PayloadView::tell(const QString &text)
{
    m_notice->tell(text);
}

void PayloadView::warn(const Error &error)
{
    m_notice->warn(errorText(error));
}

} // namespace cairn

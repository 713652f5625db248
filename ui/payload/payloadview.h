#pragma once

#include "control/desk.h"
#include "ui/payload/jsonreading.h"
#include "ui/payload/payloadcheck.h"
#include "ui/payload/payloadcompare.h"
#include "ui/payload/payloadmask.h"

#include <QWidget>

class QLabel;
class QTabWidget;
class QToolButton;

namespace cairn {

class HeadersView;
class HexPanel;
class HexView;
class JsonView;
class MaskBanner;
class Notice;
class PayloadBanner;
class PayloadFiles;
class PayloadImage;
class PayloadText;
class RemarkList;
class TemporaryCopies;
class TonedLabel;

/// Looks into one payload: at once, whatever its size, and saying plainly whether its bytes are those that were stored.
class PayloadView : public QWidget
{
    Q_OBJECT
public:
    /// `copies` lives as long as the program.
    /// `root` is the workspace's folder, whose classes of data are covered; empty: there is none.
    PayloadView(Desk &desk, TemporaryCopies &copies, const QString &root, QWidget *parent = nullptr);

    /// Its name and media type are hints; both may be empty. What is said below about a payload is said after this, and forgotten
    /// when another one comes.
    void setPayload(const PayloadOther &payload);
    /// Of the attempt that the payload belongs to: shown as they were sent. nullopt: there was none.
    void setAttempt(const std::optional<Attempt> &attempt);
    /// What it is checked against; nullopt: nothing.
    void setSchema(const std::optional<Schema> &schema);
    void setOthers(const QList<PayloadOther> &others);
    /// The tab that is shown gets the keys.
    void focusContents();

    const PayloadNature &nature() const { return m_nature; }
    PayloadCheck::State trust() const { return m_check.state(); }
    const PayloadMask &mask() const { return m_mask; }
    /// See PayloadMask.
    void setOutside();
    /// What came of something that was begun here.
    void tell(const QString &text);
    void warn(const Error &error);

Q_SIGNALS:
    /// Its tree is there, or never will be.
    void read();

private:
    QWidget *buildHead();
    QToolButton *addButton(const QString &name, const QString &icon, const QString &text, const QKeySequence &key);
    void connectParts();
    void readHead();
    void open(const PayloadPart &head);
    void showTabs();
    void readDocument();
    void present(const JsonReading &reading);
    void addTab(QWidget *tab, const QString &title);
    void tellKind(const QString &more = {});
    void updateButtons();
    void presentMask();
    void presentRefusal();
    void presentHeaders();
    void showValue(int value);
    QString fileName() const;

    Desk &m_desk;
    PayloadCheck m_check;
    PayloadMask m_mask;
    PayloadRef m_ref;
    QString m_name, m_mediaType;
    PayloadNature m_nature;
    qint64 m_available = 0;
    QByteArray m_bytes;     ///< of JSON that is small enough to be a tree
    quint64 m_readings = 0; ///< number of the newest reading of them
    std::optional<Schema> m_schema;
    std::optional<Attempt> m_attempt; ///< whose headers are shown
    bool m_hasOthers = false;
    QLabel *m_kind;
    QToolButton *m_copy;
    QToolButton *m_open;
    QToolButton *m_save;
    TonedLabel *m_refused; ///< why the answer that is shown failed its attempt
    PayloadBanner *m_banner;
    MaskBanner *m_maskBanner;
    QTabWidget *m_tabs;
    JsonView *m_json;
    PayloadText *m_text;
    HexView *m_hex;
    HexPanel *m_hexPanel;
    PayloadImage *m_image;
    HeadersView *m_headers;
    PayloadCompare *m_compare;
    RemarkList *m_remarks;
    PayloadFiles *m_files;
    Notice *m_notice;
};

} // namespace cairn

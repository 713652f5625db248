#pragma once

#include "control/desk.h"
#include "control/masked.h"
#include "ui/payload/jsonreading.h"
#include "ui/payload/textpage.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QSpinBox;
class QToolButton;

namespace cairn {

class CodeView;
class FindBar;

/// A payload as text: formatted if it is JSON of modest size, else page by page as it was stored.
class PayloadText : public QWidget
{
    Q_OBJECT
public:
    static constexpr qsizetype MostFormatted = 1 << 20; ///< bytes; likewise

    explicit PayloadText(Desk &desk, QWidget *parent = nullptr);

    /// `size`: bytes that lie there.
    void setPayload(const Digest &digest, qint64 size, const PayloadNature &nature);
    /// What came of reading it as JSON; the text is formatted from then on.
    void setReading(const JsonReading &reading);
    /// Sensitive data is covered.
    void setCover(const Cover &cover);
    /// Goes to the line of a value, if it is on the page shown.
    void showValue(int value);
    bool isFormatted() const;
    CodeView *code() const { return m_code; }

Q_SIGNALS:
    void failed(const cairn::Error &error);

private:
    QWidget *buildBar();
    void connectBar();
    void presentForm();
    void presentFormatted();
    void askForPage();
    void presentPage(const PayloadPart &part);
    void remarkAsStored();
    void find(const QString &text, bool backwards);
    const JsonIndex *shownIndex() const;

    Desk &m_desk;
    Digest m_digest;
    qint64 m_size = 0;
    PayloadNature m_nature;
    JsonReading m_reading;
    quint64 m_asked = 0; ///< number of the newest request
    Cover m_cover;
    bool m_wholeShown = false; ///< all of it is on the page, lines as they are
    QComboBox *m_form;
    QComboBox *m_encoding;
    QToolButton *m_wrap;
    QWidget *m_pager;
    QSpinBox *m_page;
    QLabel *m_pages;
    QLabel *m_note;
    CodeView *m_code;
    FindBar *m_find;
};

} // namespace cairn

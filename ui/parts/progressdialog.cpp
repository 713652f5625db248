#include "ui/parts/progressdialog.h"

#include "ui/look/wording.h"
#include "ui/parts/sectiontitle.h"
#include "ui/parts/tonedlabel.h"

#include <QAccessible>
#include <QBoxLayout>
#include <QDir>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr int TextWidth = 440;
constexpr int BarSteps = 1'000;
} // namespace

ProgressDialog::ProgressDialog(const QString &title, const QString &what, QWidget *parent)
    : QDialog(parent), m_what(new QLabel(what)), m_details(new TonedLabel(TonedLabel::Quiet)), m_bar(new QProgressBar),
      m_button(new QPushButton(tr("Stop")))
{
    setObjectName(u"progressDialog"_s);
    setWindowTitle(title);
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(true);
    m_what->setFont(sectionFont(m_what->font()));
    m_what->setObjectName(u"progressText"_s);
    m_details->setObjectName(u"progressDetails"_s);
    for (QLabel *label : {m_what, static_cast<QLabel *>(m_details)}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setMinimumWidth(TextWidth);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_details->setMinimumHeight(2 * m_details->fontMetrics().lineSpacing());
    m_details->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_bar->setObjectName(u"progressBar"_s);
    m_bar->setAccessibleName(tr("Progress"));
    m_bar->setRange(0, 0);
    m_bar->setTextVisible(false);
    m_button->setObjectName(u"progressStop"_s);
    m_button->setMinimumWidth(m_button->sizeHint().width() + 24);
    connect(m_button, &QPushButton::clicked, this, &QDialog::reject);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 18, 20, 16);
    column->setSpacing(10);
    column->setSizeConstraint(QLayout::SetFixedSize);
    column->addWidget(m_what);
    column->addWidget(m_bar);
    column->addWidget(m_details);
    column->addWidget(m_button, 0, Qt::AlignRight);
}

void ProgressDialog::setProgress(qint64 done, qint64 total)
{
    if (m_over)
        return;
    m_bar->setRange(0, total > 0 ? BarSteps : 0);
    m_bar->setValue(total > 0 ? int(std::min(done, total) * BarSteps / total) : 0);
    const QLocale locale;
    m_details->setText(total > 0 ? tr("%1 of %2").arg(locale.toString(done), locale.toString(std::max(done, total)))
                                 : locale.toString(done));
}

void ProgressDialog::finish(const QString &result, const QString &details, bool bad)
{
    m_over = true;
    m_what->setText(result);
    m_details->setTone(bad ? TonedLabel::Bad : TonedLabel::Plain);
    m_details->setText(details);
    m_bar->hide();
    m_button->setText(tr("Close"));
    m_button->setDefault(true);
    m_button->setFocus();
    setAccessibleDescription(result + u' ' + details);
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void ProgressDialog::finishUnwritten(const Error &error, const QString &path)
{
    if (error.kind == ErrorKind::Cancelled)
        finish(tr("Stopped: nothing is written"), tr("%1 is as it was.").arg(QDir::toNativeSeparators(path)));
    else
        finish(tr("Failed: nothing is written"), errorText(error), true);
}

/// Esc and the button: first they stop the work, then they close the dialog.
void ProgressDialog::reject()
{
    if (m_over) {
        QDialog::reject();
        return;
    }
    m_details->setText(tr("Stopping…"));
    Q_EMIT stopWanted();
}

} // namespace cairn

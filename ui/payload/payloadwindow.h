#pragma once

#include "ui/payload/payloadcompare.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace cairn {

class ElidedLabel;
class PayloadView;
class TemporaryCopies;

/// One payload in a window of its own, which stands beside the console: several can be open at the same time. Gone once closed.
class PayloadWindow : public QWidget
{
    Q_OBJECT
public:
    /// `console` is the window it belongs to; `copies` lives as long as the program; `root` is the workspace's folder; empty:
    /// there is none.
    PayloadWindow(Desk &desk, TemporaryCopies &copies, const QString &root, QWidget *console = nullptr);

    /// Its title says what the payload is to the run: "Response of extract, attempt 2".
    void showPayload(const PayloadOther &payload);
    /// Offers to change what the step sends that stands there; `isSent`: what is shown is what it sends, and not what it got.
    void offerEdit(const Desk &desk, bool isSent);
    PayloadView *view() const { return m_view; }

Q_SIGNALS:
    void editWanted();

protected:
    void closeEvent(QCloseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *buildHeading();

    ElidedLabel *m_title;
    ElidedLabel *m_whose;
    QLabel *m_digest;
    QHBoxLayout *m_buttons;
    PayloadView *m_view;
    Digest m_shown;
};

} // namespace cairn

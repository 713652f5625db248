#pragma once

#include <QLabel>

namespace cairn {

/// A label of first or second rank, or one that says what is wrong; keeps its tone when light turns to dark.
class TonedLabel : public QLabel
{
public:
    enum Tone { Plain, Quiet, Bad };

    explicit TonedLabel(Tone tone, QWidget *parent = nullptr);
    /// A text: as it is, no markup, over as many lines as it needs, and to be taken out by mouse.
    TonedLabel(Tone tone, const QString &name);
    void setTone(Tone tone);

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyTone();

    Tone m_tone;
    bool m_applying = false;
};

} // namespace cairn

#pragma once

#include "definition/servicefields.h"

#include <QWidget>

#include <functional>

class QToolButton;

namespace cairn {

class TonedLabel;

/// Shows one value of a service's definition with where it comes from, and lets it be changed within its limits, or left to what
/// rules without it.
class FieldEditor : public QWidget
{
    Q_OBJECT
public:
    explicit FieldEditor(const ServiceField &field, QWidget *parent = nullptr);

    const QString &path() const { return m_field.path; }
    /// The widget that takes the keys.
    QWidget *input() const { return m_input; }
    /// `text`: as the file would say it; empty: there is no value.
    void present(const QString &text, FieldOrigin origin);
    /// Takes what stands typed, as if somebody left it.
    void finish();
    /// What was typed belongs to another service.
    void forgetRefused();

Q_SIGNALS:
    /// By somebody; empty: it is not to be said any more.
    void edited(const QString &text);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void buildInput();
    void buildSpin();
    void buildDuration();
    void buildRatio();
    void buildSwitch();
    void buildChoice();
    void buildLine();
    void tell(const QString &text);
    void sayRefused(const QString &typed, const QString &why);

    const ServiceField m_field;
    QString m_text; ///< as it is shown
    QWidget *m_input = nullptr;
    std::function<void(const QString &)> m_show; ///< puts a text into the input
    TonedLabel *m_origin;
    TonedLabel *m_refused; ///< why what was typed is not taken
    QToolButton *m_reset;
};

} // namespace cairn

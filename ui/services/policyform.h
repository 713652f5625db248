#pragma once

#include "definition/servicefields.h"

#include <QHash>
#include <QScrollArea>

class QGridLayout;
class QLabel;
class QVBoxLayout;

namespace cairn {

class FieldEditor;
class TonedLabel;

/// A service's rules as a form: every value with its unit and limits, and where it comes from.
class PolicyForm : public QScrollArea
{
    Q_OBJECT
public:
    explicit PolicyForm(QWidget *parent = nullptr);

    /// `readable`: the text that is drafted is YAML; without, the form waits for it to be mended.
    void present(const Service &service, const FieldOrigins &origins, bool readable);
    FieldEditor *editor(const QString &path) const { return m_editors.value(path); }
    /// Takes what stands typed in the field that has the keys.
    void finish();
    /// Wide enough for every value with where it comes from.
    int fullWidth() const;

Q_SIGNALS:
    /// Empty: it is not to be said any more.
    void valueWanted(const QString &path, const QString &value);
    /// Its full width may be another, once its parts are laid out.
    void contentChanged();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void addSection(QVBoxLayout &column, const QString &title, const QString &beginning);
    void addField(QGridLayout &grid, const ServiceField &field);
    QWidget *buildRules();
    void take(const QString &path, const QString &value);

    QHash<QString, FieldEditor *> m_editors;
    QWidget *m_fields;
    TonedLabel *m_unreadable;
    QLabel *m_rules;   ///< about single answers
    QString m_service; ///< that is shown
    bool m_inheritsRate = false;
};

} // namespace cairn

#pragma once

#include "ui/audit/auditsubject.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace cairn {

class LinedText;
class TonedLabel;

/// One entry of the audit: who did what, when and why, and what it changed, line by line.
class AuditEntryView : public QWidget
{
    Q_OBJECT
public:
    explicit AuditEntryView(QWidget *parent = nullptr);

    /// nullopt: none is chosen.
    void setEntry(const std::optional<AuditEntry> &entry);

Q_SIGNALS:
    void subjectWanted(const cairn::AuditSubject &subject);

protected:
    void changeEvent(QEvent *event) override;

private:
    enum Fact { AtFact, ActorFact, SubjectFact, ReasonFact, HashFact, FactCount };
    QWidget *buildHead();
    void present();
    void presentChange();

    std::optional<AuditEntry> m_entry;
    QLabel *m_action;
    TonedLabel *m_names[FactCount];
    QLabel *m_facts[FactCount];
    QPushButton *m_go;
    TonedLabel *m_summary;
    LinedText *m_change;
};

} // namespace cairn

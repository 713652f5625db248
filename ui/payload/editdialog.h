#pragma once

#include "control/editdesk.h"
#include "ui/parts/tonedlabel.h"
#include "ui/payload/jsonreading.h"
#include "ui/payload/payloadmask.h"

#include <QDialog>
#include <QTimer>

class QLabel;
class QLineEdit;
class QPushButton;
class QTabWidget;

namespace cairn {

class CodeView;
class LinedText;
class MaskBanner;

/// Edits what a step sends, or replaces it by a file: checked against the step's schema while it is written, with the difference,
/// the steps that will see it and a reason. What was sent before is kept. Sensitive data in it is covered until somebody says why
/// it is to be seen, and without that it can only be replaced.
class EditDialog : public QDialog
{
    Q_OBJECT
public:
    /// `root` is the workspace's folder; empty: there is none.
    EditDialog(Desk &desk, const QString &root, const RunRecord &run, const StepKey &key, QWidget *parent = nullptr);

    /// Goes out in place of the text; a file dialog asks for it.
    void takeFile(const QString &path);
    void reject() override;

Q_SIGNALS:
    /// It is recorded as this command.
    void requested(qint64 command);

private:
    QWidget *buildTabs();
    QWidget *buildVerdict();
    QWidget *buildFileBar();
    void connectParts();
    void read();
    void reload();
    void present(const EditableRequest &editable);
    bool isEditedAsText() const;
    bool mayEdit() const;
    void presentText();
    void presentUnedited();
    void chooseFile();
    void dropFile();
    void presentSize();
    void check();
    void presentReading(const JsonReading &reading);
    void presentDifference();
    void say(TonedLabel::Tone tone, const QString &text);
    void updateGo();
    void send();
    bool isChanged() const;

    Desk &m_desk;
    PayloadMask m_mask;
    RunId m_run;
    StepKey m_key;
    QString m_actor;
    std::optional<EditableRequest> m_editable;
    QString m_before; ///< the text as it was first shown
    QString m_file;
    QTimer m_pause; ///< between the last key and the check
    quint64 m_checked = 0;
    bool m_good = false;
    bool m_sending = false;
    bool m_leaving = false;   ///< was warned that the edit is lost
    bool m_reloading = false; ///< likewise, before it is loaded anew
    MaskBanner *m_banner;
    QTabWidget *m_tabs;
    CodeView *m_code;
    LinedText *m_difference;
    QLabel *m_fileName;
    QPushButton *m_choose;
    QPushButton *m_drop;
    TonedLabel *m_verdict;
    QLabel *m_followers;
    QPushButton *m_reload;
    QLineEdit *m_reason;
    QPushButton *m_go;
};

} // namespace cairn

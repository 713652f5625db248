#pragma once

#include "control/desk.h"
#include "ui/parts/framedline.h"

#include <QPointer>
#include <QTimer>

namespace cairn {

class FilterPopup;

/// The line in which runs are filtered. What is typed takes effect after a moment, or at once upon Enter. While it is typed, ways
/// to go on are offered below; Ctrl+Space asks for them.
class FilterLine : public FramedLine
{
    Q_OBJECT
public:
    explicit FilterLine(QWidget *parent = nullptr);

    /// Takes effect at once.
    void setFilterText(const QString &text);
    void setVocabulary(const FilterVocabulary &vocabulary);
    /// From which the relative times of the filter count that was told last.
    Timestamp moment() const { return m_moment; }

Q_SIGNALS:
    void filterChanged(const cairn::RunFilter &filter);
    /// The line cannot be read as it stands; the last good filter stays in force.
    void wrong(const cairn::Error &error);
    /// The line can be read (again).
    void right();
    /// Enter or the down key: on to the list.
    void leave();
    /// Somebody is about to type: names that the store knows are wanted.
    void vocabularyWanted();

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    enum class Asked { ByTyping, ByKey };
    bool apply();
    void applyAfterPause();
    void offer(Asked asked);
    void closePopup();
    bool isOffering() const;
    bool popupTakes(QKeyEvent *event);
    bool acceptChoice();
    void accept(const FilterCandidate &candidate);

    QTimer m_pause;
    RunFilter m_last;
    Timestamp m_moment;
    FilterVocabulary m_vocabulary;
    QPointer<FilterPopup> m_popup; ///< lies in the window, over whatever is below the line
    bool m_typing = false;         ///< somebody types, and has not turned down what was offered
    bool m_accepting = false;
};

} // namespace cairn

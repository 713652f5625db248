#include "definition/jquses.h"

#include <algorithm>
#include <array>
#include <utility>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// Walks the tokens and follows what `.` means where, to tell names that are looked up in the context.
class UsesFinder
{
public:
    explicit UsesFinder(const QList<JqToken> &tokens) : m_tokens(tokens) {}

    JqUses run()
    {
        for (m_i = 0; m_i < m_tokens.size(); ++m_i) {
            const JqToken &token = m_tokens[m_i];
            switch (token.kind) {
            case JqToken::Kind::Word: word(token); break;
            case JqToken::Kind::Field: field(token); break;
            case JqToken::Kind::Symbol: symbol(token); break;
            case JqToken::Kind::Text: noteWhole(isShorthand()); break;
            case JqToken::Kind::Number: break;
            }
        }
        return std::move(m_uses);
    }

private:
    /// What `.` is: the context itself, maybe the context (an argument of a function), or something else.
    enum class Dot { Context, Maybe, Other };
    struct Frame
    {
        QChar opener;
        Dot dot = Dot::Context;
        Dot entry = Dot::Context;
        bool binds = false;    ///< the next | belongs to `as $x |` or `label $x |` and leaves `.` alone
        bool bodyNext = false; ///< the next ( opens the body of reduce or foreach
        int folds = 0;         ///< reduce or foreach seen, whose `as` is still to come
    };

    const JqToken *previous() const { return m_i > 0 ? &m_tokens[m_i - 1] : nullptr; }
    const JqToken *next(qsizetype ahead) const { return m_i + ahead < m_tokens.size() ? &m_tokens[m_i + ahead] : nullptr; }

    static bool isKeyword(QStringView word)
    {
        static constexpr std::array Keywords{u"and", u"or",     u"as",      u"if",  u"then",  u"elif", u"else",
                                             u"end", u"reduce", u"foreach", u"try", u"catch", u"def",  u"label"};
        return std::find_if(Keywords.begin(), Keywords.end(), [word](QStringView k) { return k == word; }) != Keywords.end();
    }

    /// No value stands directly before this token, so that a field here is looked up in `.`.
    bool startsTerm() const
    {
        const JqToken *before = previous();
        if (!before)
            return true;
        if (before->kind == JqToken::Kind::Word)
            return isKeyword(before->text);
        return before->kind == JqToken::Kind::Symbol && !QStringView(u")]}?.").contains(before->text.front());
    }

    bool isObjectKey() const
    {
        const JqToken *before = previous();
        return m_frames.last().opener == u'{' && before && (before->is(u'{') || before->is(u','));
    }

    /// A key that stands for the field of that name as well: {name}.
    bool isShorthand() const { return isObjectKey() && !(next(1) && next(1)->is(u':')); }

    /// What looks at `.` as a whole sees the context, where `.` may be that.
    void noteWhole(bool looks) { m_uses.allSteps = m_uses.allSteps || (looks && m_frames.last().dot != Dot::Other); }

    /// The word of a value or a function that does not look at its own input, whatever its arguments do.
    bool looksAtNothing(QStringView word) const
    {
        static constexpr std::array Values{u"true", u"false", u"null", u"empty", u"break"};
        static constexpr std::array OfArguments{u"first", u"last", u"limit", u"isempty", u"range", u"error"};
        const auto isIn = [word](const auto &words) { return std::find(words.begin(), words.end(), word) != words.end(); };
        const JqToken *after = next(1);
        const bool isFormat = word.startsWith(u'@') && after && after->kind == JqToken::Kind::Text;
        return isKeyword(word) || isIn(Values) || isFormat || (after && after->is(u'(') && isIn(OfArguments));
    }

    /// That which changes its input and gives it back: = and what ends so, but for comparisons.
    bool assigns(const JqToken &token) const
    {
        const JqToken *before = previous();
        const JqToken *after = next(1);
        const bool isPart = before && before->at + 1 == token.at && before->kind == JqToken::Kind::Symbol &&
                            QStringView(u"=!<>").contains(before->text.front());
        return token.is(u'=') && !isPart && !(after && after->at == token.at + 1 && after->is(u'='));
    }

    void push(QChar opener, Dot dot) { m_frames.append({opener, dot, dot}); }

    void pop(QChar opener)
    {
        while (m_frames.size() > 1) {
            if (m_frames.takeLast().opener == opener)
                return;
        }
    }

    void word(const JqToken &token)
    {
        const bool variable = previous() && previous()->is(u'$');
        if (isObjectKey())
            return noteWhole(!variable && isShorthand());
        noteWhole(!variable && !looksAtNothing(token.text));
        const QString name = variable ? QLatin1Char('$') + token.text.toString() : token.text.toString();
        if (!refusal(name).isEmpty())
            m_uses.refused.append({name, token.at});
        if (!variable)
            keyword(token.text);
    }

    void keyword(QStringView word)
    {
        Frame &frame = m_frames.last();
        if (word == u"if")
            push(u'?', frame.dot);
        else if (word == u"end" && frame.opener == u'?')
            pop(u'?');
        else if (word == u"then" || word == u"elif" || word == u"else")
            frame.dot = frame.entry;
        else if (word == u"reduce" || word == u"foreach")
            ++frame.folds;
        else if (word == u"as" && frame.folds > 0) {
            --frame.folds;
            frame.bodyNext = true;
        } else if (word == u"as" || word == u"label")
            frame.binds = true;
        else if (word == u"catch" || word == u"def")
            frame.dot = std::max(frame.dot, Dot::Maybe); // in the handler, and in the function, it is another
    }

    void open(const JqToken &token)
    {
        Frame &frame = m_frames.last();
        const JqToken *before = previous();
        Dot dot = frame.dot;
        if (token.is(u'(') && frame.bodyNext) { // its first part is evaluated outside
            frame.bodyNext = false;
            push(u'(', dot);
            m_frames.last().entry = Dot::Other;
            return;
        }
        if (token.is(u'(') && before && before->kind == JqToken::Kind::Word && !isKeyword(before->text)) {
            dot = std::max(dot, Dot::Maybe);
        }
        push(token.text.front(), dot);
    }

    void symbol(const JqToken &token)
    {
        const QChar c = token.text.front();
        if (c == u'(' || c == u'[' || c == u'{')
            return open(token);
        if (c == u')' || c == u']' || c == u'}')
            return pop(c == u')' ? u'(' : c == u']' ? u'[' : u'{');
        const bool startsPath = c == u'.' && startsTerm();
        const bool updates = c == u'|' && next(1) && next(1)->is(u'=') && next(1)->at == token.at + 1;
        noteWhole(startsPath || updates || assigns(token));
        noteAssignment(token, updates);
        Frame &frame = m_frames.last();
        if (c == u'|' && !updates) {
            if (!std::exchange(frame.binds, false))
                frame.dot = Dot::Other;
        } else if (c == u';' || (c == u',' && frame.opener == u'{')) {
            frame.dot = frame.entry;
        }
    }

    /// Outside all brackets, and not handed on.
    void noteAssignment(const JqToken &token, bool updates)
    {
        if (m_frames.size() > 1)
            return;
        if ((token.is(u'|') && !updates) || token.is(u';'))
            m_uses.assignment.reset();
        else if (assigns(token) && !m_uses.assignment)
            m_uses.assignment = token.at;
    }

    void field(const JqToken &token)
    {
        const Dot dot = m_frames.last().dot;
        if (dot == Dot::Other || !startsTerm())
            return;
        const QString name = token.text.mid(1).toString();
        if (name == "steps"_L1)
            step();
        else if (dot == Dot::Context) {
            m_uses.fields.append({name, token.at});
            follow(m_uses.fields.last(), 1);
        }
    }

    /// .NAME, ."NAME" or ["NAME"], and moves on behind it.
    std::optional<JqUses::Field> fieldAt(qsizetype &ahead) const
    {
        const JqToken *token = next(ahead);
        if (token && token->kind == JqToken::Kind::Field) {
            ++ahead;
            return JqUses::Field{token->text.mid(1).toString(), token->at + 1};
        }
        const bool inBrackets = token && token->is(u'[');
        const JqToken *text = inBrackets || (token && token->is(u'.')) ? next(ahead + 1) : nullptr;
        if (!text || !isPlainText(*text) || (inBrackets && !(next(ahead + 2) && next(ahead + 2)->is(u']'))))
            return std::nullopt;
        ahead += inBrackets ? 3 : 2;
        return JqUses::Field{text->text.mid(1, text->text.size() - 2).toString(), text->at};
    }

    static bool isPlainText(const JqToken &token)
    {
        return token.kind == JqToken::Kind::Text && token.text.size() > 1 && !token.text.contains(u'\\') &&
               token.text.front() == u'"' && token.text.back() == u'"';
    }

    /// After .steps: the forms .NAME, ."NAME" and ["NAME"]; others may name any.
    void step()
    {
        const qsizetype before = m_uses.steps.size();
        nameStep();
        noteWhole(m_uses.steps.size() == before);
    }

    void nameStep()
    {
        qsizetype ahead = 1;
        const auto name = fieldAt(ahead);
        if (!name)
            return;
        const bool isField = next(1)->kind == JqToken::Kind::Field;
        m_uses.steps.append({name->name + (isField ? dashedRest() : QString()), name->at});
        follow(m_uses.steps.last(), ahead);
    }

    /// The fields that are looked up in a name, one in the other, and what becomes of the last.
    void follow(JqUses::Name &name, qsizetype ahead) const
    {
        if (m_frames.last().dot != Dot::Context)
            return;
        while (const auto found = fieldAt(ahead))
            name.path.append(*found);
        const JqToken *after = next(ahead);
        const JqToken *second = next(ahead + 1);
        const bool isOrder = after && (after->is(u'<') || after->is(u'>'));
        const bool hasEquals = after && (isOrder || after->is(u'=') || after->is(u'!')) && second && second->is(u'=');
        const JqToken *text = next(ahead + (hasEquals ? 2 : 1));
        name.comparedWithText = (isOrder || hasEquals) && text && text->kind == JqToken::Kind::Text;
    }

    /// `.steps.my-step` is a subtraction for jq and a mistake for its author: the name is reported as it was meant.
    QString dashedRest() const
    {
        QString rest;
        qsizetype i = m_i + 1;
        qsizetype end = m_tokens[i].at + m_tokens[i].text.size();
        while (i + 2 < m_tokens.size() && m_tokens[i + 1].is(u'-') && m_tokens[i + 1].at == end &&
               m_tokens[i + 2].kind == JqToken::Kind::Word && m_tokens[i + 2].at == end + 1) {
            rest += QLatin1Char('-') + m_tokens[i + 2].text.toString();
            i += 2;
            end = m_tokens[i].at + m_tokens[i].text.size();
        }
        return rest;
    }

    const QList<JqToken> &m_tokens;
    qsizetype m_i = 0;
    QList<Frame> m_frames{Frame{}};
    JqUses m_uses;
};

struct Refused
{
    QLatin1String name;
    QLatin1String why;
};

constexpr auto ReadsEnvironment = "it would read the environment of this machine"_L1;
constexpr auto ReadsInputs = "it would read further inputs, and there are none; the run's file is .input"_L1;
constexpr auto ReadsFiles = "it would look at files of this machine"_L1;
constexpr auto Writes = "it would write to standard error"_L1;
constexpr auto Stops = "it would stop the program; use error(\"what is wrong\") instead"_L1;
constexpr auto Varies = "its value differs between attempts and machines, so that a repeat would not be a repeat"_L1;
constexpr auto Endless = "it may never come to an end in this libjq"_L1;
constexpr auto NoJson = "it is no JSON value"_L1;

constexpr std::array RefusedNames{
    Refused{"env"_L1, ReadsEnvironment},
    Refused{"$ENV"_L1, ReadsEnvironment},
    Refused{"$__prog_args"_L1, ReadsEnvironment},
    Refused{"input"_L1, ReadsInputs},
    Refused{"inputs"_L1, ReadsInputs},
    Refused{"input_filename"_L1, ReadsInputs},
    Refused{"input_line_number"_L1, ReadsInputs},
    Refused{"import"_L1, ReadsFiles},
    Refused{"include"_L1, ReadsFiles},
    Refused{"modulemeta"_L1, ReadsFiles},
    Refused{"get_search_list"_L1, ReadsFiles},
    Refused{"get_jq_origin"_L1, ReadsFiles},
    Refused{"get_prog_origin"_L1, ReadsFiles},
    Refused{"debug"_L1, Writes},
    Refused{"stderr"_L1, Writes},
    Refused{"halt"_L1, Stops},
    Refused{"halt_error"_L1, Stops},
    Refused{"now"_L1, Varies},
    Refused{"localtime"_L1, Varies},
    Refused{"strflocaltime"_L1, Varies},
    Refused{"jn"_L1, Endless},
    Refused{"yn"_L1, Endless},
    Refused{"nan"_L1, NoJson},
    Refused{"infinite"_L1, NoJson},
};

} // namespace

JqUses usesOf(const JqScan &scan)
{
    return UsesFinder(scan.tokens).run();
}

QString refusal(const QString &name)
{
    for (const Refused &refused : RefusedNames) {
        if (name == refused.name)
            return refused.why;
    }
    return {};
}

} // namespace cairn

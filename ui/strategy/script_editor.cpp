// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/strategy/script_editor.h"

#include "core/backtest/live/script_request.h"
#include "core/base/text.h"
#include "ui/bridge/executor_pool.h"
#include "ui/shell/tr.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QTextCursor>
#include <QTextDocument>
#include <QUndoStack>

namespace zvt::ui {

namespace {

constexpr int kSoon = 300; ///< ms after the last key
constexpr int kSettingsCommand = 1;
constexpr std::string_view kMark = "\xEF\xBB\xBF";

/// What is typed next is a step of its own. A document that counts as modified merges it with the last one, without a
/// word, and the panel's steps would be taken back in another order than they were made.
void endStep(QTextDocument& document)
{
  document.setModified(false);
}

/// A step of the text's own undo, which does the work.
class TextCommand : public QUndoCommand {
public:
  explicit TextCommand(QTextDocument& document)
      : QUndoCommand(Tr::tr("Edit the script"))
      , m_document(document)
  {
  }
  void undo() override
  {
    m_document.undo();
    endStep(m_document);
  }
  void redo() override
  {
    if (std::exchange(m_isDone, true)) { // the first time it is there already
      m_document.redo();
      endStep(m_document);
    }
  }

private:
  QTextDocument& m_document;
  bool m_isDone = false;
};

std::pair<std::string, std::string> parted(const std::string& setting)
{
  const auto equals = setting.find('=');
  return {setting.substr(0, equals), equals == std::string::npos ? std::string() : setting.substr(equals + 1)};
}

}

/// One setting, or all of them. Keys typed one after the other into one field are one step.
class SettingsCommand : public QUndoCommand {
public:
  SettingsCommand(ScriptEditor& editor, std::string name, std::map<std::string, std::string> after)
      : QUndoCommand(Tr::tr("Change a setting"))
      , m_editor(editor)
      , m_name(std::move(name))
      , m_before(editor.m_settings)
      , m_after(std::move(after))
  {
  }
  void undo() override { m_editor.setSettings(m_before); }
  void redo() override { m_editor.setSettings(m_after); }
  [[nodiscard]] int id() const override { return kSettingsCommand; }
  bool mergeWith(const QUndoCommand* other) override
  {
    const auto* next = static_cast<const SettingsCommand*>(other);
    if (m_name.empty() || next->m_name != m_name)
      return false;
    m_after = next->m_after;
    return true;
  }

private:
  ScriptEditor& m_editor;
  std::string m_name; ///< empty: all
  std::map<std::string, std::string> m_before, m_after;
};

ScriptEditor::ScriptEditor(const Context& context, QTextDocument& document, QUndoStack& undo, QObject* parent)
    : QObject(parent)
    , m_context(context)
    , m_document(document)
    , m_undo(undo)
{
  m_soon.setSingleShot(true);
  m_soon.setInterval(kSoon);
  connect(&m_soon, &QTimer::timeout, this, &ScriptEditor::check);
  connect(&m_document, &QTextDocument::undoCommandAdded, this, [this] {
    if (!m_isLoading)
      m_undo.push(new TextCommand(m_document));
  });
  connect(&m_document, &QTextDocument::contentsChanged, this, [this] {
    if (!m_isLoading && m_seen != m_document.toRawText()) // colours are changes, too
      touched();
  });
}

void ScriptEditor::setText(const std::string& text)
{
  m_hasMark = text.starts_with(kMark);
  m_hasReturns = text.find("\r\n") != std::string::npos;
  m_isLoading = true;
  m_document.setPlainText(QString::fromUtf8(text.data() + (m_hasMark ? kMark.size() : 0),
      static_cast<qsizetype>(text.size() - (m_hasMark ? kMark.size() : 0))));
  m_isLoading = false;
  m_seen = m_document.toRawText();
  m_undo.clear();
}

void ScriptEditor::open(const std::string& text, const QString& file, const std::vector<std::string>& settings,
    const std::optional<std::string>& held)
{
  m_isOpen = true;
  m_file = file;
  m_settings.clear();
  for (const std::string& setting : settings)
    m_settings.insert(parted(setting));
  setText(text);
  m_saved = held == text ? this->text() : held;
  m_code = m_lastCode = nullptr;
  m_problem.reset();
  m_isChecking = true;
  Q_EMIT opened();
  Q_EMIT textChanged();
  Q_EMIT stateChanged();
  check();
}

void ScriptEditor::close()
{
  m_isOpen = m_isChecking = false;
  m_soon.stop();
  (void)m_latest.next();
  m_code = m_lastCode = nullptr;
  m_problem.reset();
  m_undo.clear();
}

std::string ScriptEditor::text() const
{
  QString text = m_document.toRawText(); // the plain one changes blanks that do not break
  text.replace(QChar::ParagraphSeparator, m_hasReturns ? QStringLiteral("\r\n") : QStringLiteral("\n"));
  return (m_hasMark ? std::string(kMark) : std::string()) + text.toStdString();
}

QString ScriptEditor::fileName() const
{
  if (!m_file.isEmpty())
    return QFileInfo(m_file).fileName();
  return (m_lastCode ? QString::fromStdString(m_lastCode->facts.name) : QStringLiteral("strategy"))
      + QStringLiteral(".lua");
}

void ScriptEditor::markSaved(const QString& file, const std::string& text)
{
  m_file = file;
  m_saved = text;
  Q_EMIT stateChanged();
}

void ScriptEditor::replaceText(const std::string& text)
{
  m_hasMark = text.starts_with(kMark);
  m_hasReturns = text.find("\r\n") != std::string::npos;
  QTextCursor all(&m_document);
  all.select(QTextCursor::Document);
  all.insertText(QString::fromStdString(m_hasMark ? text.substr(kMark.size()) : text));
}

void ScriptEditor::touched()
{
  m_seen = m_document.toRawText();
  m_isChecking = true;
  m_soon.start();
  Q_EMIT textChanged();
  Q_EMIT stateChanged();
}

void ScriptEditor::check()
{
  m_soon.stop();
  if (!m_isOpen)
    return;
  m_isChecking = true;
  const unsigned ticket = m_latest.next();
  runAsync(
      m_context.workers->next(), this,
      [text = text(), file = fileName().toStdString(), watch = m_context.clock, changed = m_settings,
          version = QCoreApplication::applicationVersion().toStdString()]() -> Reading {
        Reading reading;
        const auto code = backtest::scriptCode(text, file, watch, version);
        auto facts = code->facts();
        if (!facts) {
          reading.problem = std::move(facts).error();
          return reading;
        }
        OpenCode open{file, *std::move(facts), {}, code, {}};
        open.schema = backtest::settingsSchema(open.facts);
        for (const auto& [name, value] : changed)
          if (open.schema.find(name) != nullptr)
            open.settings.push_back(name + "=" + value);
        if (const auto plan = code->plan(open.settings); !plan) // what it declares of run and account, too
          reading.problem = plan.error();
        reading.code = std::make_shared<const OpenCode>(std::move(open));
        return reading;
      },
      [this, ticket](Reading reading) {
        if (m_latest.isCurrent(ticket))
          take(std::move(reading));
      });
}

void ScriptEditor::take(Reading reading)
{
  m_isChecking = m_soon.isActive(); // it may have been changed since
  if (m_isChecking)
    return;
  m_code = std::move(reading.code);
  if (m_code)
    m_lastCode = m_code;
  m_problem = std::move(reading.problem);
  Q_EMIT checked();
  Q_EMIT stateChanged();
}

std::vector<std::string> ScriptEditor::settings() const
{
  std::vector<std::string> settings;
  for (const auto& [name, value] : m_settings)
    settings.push_back(name + "=" + value);
  return settings;
}

void ScriptEditor::setSetting(const std::string& name, const std::string& value)
{
  const ParamSpec* spec = m_lastCode ? m_lastCode->schema.find(name) : nullptr; // the form stays while it has mistakes
  if (spec == nullptr)
    return;
  Settings after = m_settings;
  if (toText(spec->defaultValue) == value)
    after.erase(name);
  else
    after.insert_or_assign(name, value);
  if (after != m_settings)
    m_undo.push(new SettingsCommand(*this, name, std::move(after)));
}

void ScriptEditor::resetSettings()
{
  if (!m_settings.empty())
    m_undo.push(new SettingsCommand(*this, {}, {}));
}

void ScriptEditor::setSettings(Settings settings)
{
  m_settings = std::move(settings);
  endStep(m_document);
  m_isChecking = true;
  m_soon.start();
  Q_EMIT settingsChanged();
}

int lineOf(const Error& error)
{
  std::string_view text = error.field("line");
  if (text.empty())
    if (const std::string_view where = error.field("where"); where.rfind(':') != std::string_view::npos)
      text = where.substr(where.rfind(':') + 1);
  const auto line = parseInt(text);
  return line && *line > 0 ? static_cast<int>(*line) : 0;
}

}

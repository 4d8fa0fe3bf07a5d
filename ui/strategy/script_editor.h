// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/bridge/run_async.h"
#include "ui/report/open_code.h"
#include "ui/shell/context.h"

#include <QObject>
#include <QTimer>

#include <map>
#include <optional>

class QTextDocument;
class QUndoStack;

namespace zvt::ui {

/// The script that is open: its text, its file, what it says of itself, and the settings that a run has beside what it
/// declares. A script is read on a worker soon after each change; every change can be undone. GUI thread.
class ScriptEditor : public QObject {
  Q_OBJECT

public:
  /// @param document what is edited, @param undo where every change goes; both outlive it
  ScriptEditor(const Context& context, QTextDocument& document, QUndoStack& undo, QObject* parent = nullptr);

  [[nodiscard]] bool isOpen() const { return m_isOpen; }
  /// @param text UTF-8, as readScriptFile() gives it. @param settings "name=value"
  /// @param held what the file holds, or what a new script began as; nothing: that is not known
  void open(const std::string& text, const QString& file, const std::vector<std::string>& settings,
      const std::optional<std::string>& held);
  void close();
  [[nodiscard]] std::string text() const;
  [[nodiscard]] QString file() const { return m_file; } ///< empty: not saved anywhere yet
  [[nodiscard]] QString fileName() const; ///< without folders; of what is not saved, one that it could have
  [[nodiscard]] bool isDirty() const { return m_isOpen && m_saved != text(); }
  /// What the file was last known to hold, or what a new script began as; nothing: something else.
  [[nodiscard]] const std::optional<std::string>& held() const { return m_saved; }
  /// @param text what stands in the file now
  void markSaved(const QString& file, const std::string& text);
  /// Another text, as an edit that can be undone.
  void replaceText(const std::string& text);

  /// Not read yet, since its last change.
  [[nodiscard]] bool isChecking() const { return m_isChecking; }
  void check(); ///< now; then checked()
  /// What was read last; null: it cannot be read, or not yet.
  [[nodiscard]] const OpenCodePtr& code() const { return m_code; }
  /// The same while there are mistakes in it: what it was when it could be read last; null: never since it was opened.
  [[nodiscard]] const OpenCodePtr& lastCode() const { return m_lastCode; }
  /// Why it cannot be read or run as it stands.
  [[nodiscard]] const std::optional<Error>& problem() const { return m_problem; }

  /// Of those that the script has: "name=value", by name.
  [[nodiscard]] std::vector<std::string> settings() const;
  [[nodiscard]] const std::map<std::string, std::string>& changedSettings() const { return m_settings; }
  /// The value that it declares takes the setting away. An undo command.
  void setSetting(const std::string& name, const std::string& value);
  void resetSettings();

Q_SIGNALS:
  void opened(); ///< another script stands here; nothing of it is read yet
  void textChanged();
  void settingsChanged();
  void stateChanged(); ///< dirty, file or name
  void checked(); ///< code() and problem() are those of the text

private:
  friend class SettingsCommand;
  using Settings = std::map<std::string, std::string>;
  void setText(const std::string& text);
  void setSettings(Settings settings);
  void touched();
  struct Reading {
    OpenCodePtr code;
    std::optional<Error> problem;
  };
  void take(Reading reading);

  Context m_context;
  QTextDocument& m_document;
  QUndoStack& m_undo;
  QTimer m_soon;
  LatestOnly m_latest;
  bool m_isOpen = false, m_isChecking = false, m_isLoading = false;
  bool m_hasMark = false, m_hasReturns = false; ///< how the file is written: byte order mark, "\r\n"
  QString m_file;
  std::optional<std::string> m_saved; ///< held()
  QString m_seen; ///< the document's text when it was last told of
  Settings m_settings;
  OpenCodePtr m_code, m_lastCode;
  std::optional<Error> m_problem;
};

/// The line that an error of a script names, from 1; 0: none.
[[nodiscard]] int lineOf(const Error& error);

}

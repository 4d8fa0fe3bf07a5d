// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/context.h"
#include "widgets/base/components.h"
#include "widgets/base/toast.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <vector>

class QToolButton;

namespace zvt::ui {

class NewestWrite;

/// Something that the user was told.
struct Notice {
  quint64 id = 0; ///< ascending
  qint64 atMs = 0; ///< since 1970, UTC
  widgets::NoteKind kind = widgets::NoteKind::Info;
  QString text;
  QString action; ///< id of an action that leads further; empty: none
  bool read = false;
};

/// Everything that the user was told, newest last, kept in the profile (notifications.json). GUI thread; the file is
/// read and written off it.
class NotificationCenter : public QObject {
  Q_OBJECT

public:
  static constexpr std::size_t kMost = 500;

  explicit NotificationCenter(const Context& context, QObject* parent = nullptr);
  ~NotificationCenter() override;

  [[nodiscard]] const std::vector<Notice>& notices() const { return m_notices; }
  [[nodiscard]] int unreadCount() const;
  /// @param action id of an action of the registry, e.g. "window.panel.tasks"
  void add(widgets::NoteKind kind, const QString& text, const QString& action = {});
  void markRead(quint64 id);
  void markAllRead();
  void remove(quint64 id);
  void clear();
  /// Toasts stay away, but for errors; everything is still collected here.
  [[nodiscard]] bool doNotDisturb() const { return m_quiet; }
  void setDoNotDisturb(bool quiet);
  /// Writes what waits to be written, now. For the end of the program.
  void flush();

Q_SIGNALS:
  void changed();
  void loaded();

private:
  void load();
  void touch();
  void put();
  [[nodiscard]] std::string document() const;
  void take(const std::string& text);

  Context m_context;
  std::vector<Notice> m_notices;
  quint64 m_next = 1;
  bool m_quiet = false;
  std::shared_ptr<NewestWrite> m_kept; ///< shared with the workers
  QTimer m_save;
};

/// Tells the user: a toast over @p over's window unless he does not want to be disturbed, and an entry in the centre.
/// Works without a centre too.
void notify(
    const Context& context, QWidget* over, widgets::NoteKind kind, const QString& text, const QString& action = {});
/// Of what the user has just done himself and can take back: a toast with a button, and no entry, for it is no news to
/// him, and later the world has moved on.
void notify(const Context& context, QWidget* over, widgets::NoteKind kind, const QString& text,
    const widgets::ToastAction& action);
/// "Undo".
[[nodiscard]] widgets::ToastAction undoAction(std::function<void()> run);
/// Makes a button the bell of that centre: icon, count of what is unread, words for screen readers.
void dressBell(QToolButton* bell, NotificationCenter* center);

}

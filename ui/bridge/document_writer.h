// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/newest_write.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>
#include <string>

namespace zvt::ui {

class ExecutorPool;

/// Keeps a document of the profile: a change is on its way to the disk before the next event is handled, those that
/// follow at once are written as one, and what could not be written is tried again with the next change, every few
/// seconds, and when the program ends. GUI thread; the writing is done on workers.
class DocumentWriter : public QObject {
  Q_OBJECT

public:
  static constexpr std::chrono::milliseconds kPause{250}; ///< between the end of a write and the next one
  static constexpr std::chrono::seconds kAgain{5};

  /// @param workers outlive it
  explicit DocumentWriter(ExecutorPool& workers, QObject* parent = nullptr);
  ~DocumentWriter() override;

  /// The state to be kept, in place of what waits. What @p write captures must outlive the workers, or be a value.
  void put(NewestWrite::Write write);
  /// Sends what is not on the disk there now; waits for nothing. For the end of the program.
  void flush();
  /// Whether the last state is on the disk.
  [[nodiscard]] bool isKept() const { return !m_changed && !m_writing && !m_again->isActive(); }

Q_SIGNALS:
  /// Once for each reason until a write succeeds.
  void failed(const zvt::Error& error);
  void kept();

private:
  void start();
  void end(const Result<void>& written);

  ExecutorPool& m_workers;
  std::shared_ptr<NewestWrite> m_newest; ///< shared with the workers
  QTimer* m_pause;
  QTimer* m_again; ///< runs while the newest state could not be written
  bool m_changed = false; ///< since the last write began
  bool m_writing = false;
  std::string m_told; ///< code of the error that was told last
};

}

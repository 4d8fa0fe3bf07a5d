// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <QStringList>

#include <optional>
#include <vector>

namespace zvt::ui {

/// The way that one link colour has gone: from symbol to symbol, and from level to level in its panels. Back and
/// forward as in a browser: a new step forgets what lay ahead.
class SymbolHistory {
public:
  struct Step {
    QString before;
    QString after;
    QPointer<QObject> panel; ///< whose level changed
    bool isLevel = false; ///< else before and after are entity ids
  };

  void visit(const QString& before, const QString& after);
  void visitLevel(const QString& before, const QString& after, QObject* panel);
  [[nodiscard]] bool canGoBack() const { return m_at > m_first; }
  [[nodiscard]] bool canGoForward() const { return m_at < m_steps.size(); }
  /// The step to take back, or to take again. Steps of panels that are gone are passed over.
  std::optional<Step> back();
  std::optional<Step> forward();
  /// The symbols lately seen, newest first, each once.
  [[nodiscard]] QStringList recent(int most) const;

private:
  void add(Step step);
  static constexpr std::size_t kKept = 200;
  std::vector<Step> m_steps;
  std::size_t m_at = 0; ///< steps before it are done, the others undone
  std::size_t m_first = 0; ///< 1 when the first step led from nowhere: it cannot be taken back
};

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/run_async.h"
#include "ui/shell/context.h"
#include "ui/shell/symbol_search.h"
#include "ui/shell/symbol_usage.h"

#include <QObject>

namespace zvt::ui {

class NewestWrite;

/// The securities of the profile, ready to be searched, and what the user chose of them before. Its keys are prepared
/// off the GUI thread, anew whenever the entity table is another; until then the former ones answer. What was chosen is
/// kept in recent.json of the profile. One for all windows. GUI thread.
class SymbolCatalogue : public QObject {
  Q_OBJECT

public:
  explicit SymbolCatalogue(const Context& context, QObject* parent = nullptr);

  /// Looks whether the table has changed. Cheap; before a search is opened.
  void refresh();
  /// False until the first keys are ready.
  [[nodiscard]] bool isReady() const { return m_search.index() != nullptr; }
  [[nodiscard]] std::size_t size() const { return isReady() ? m_search.index()->size() : 0; }
  [[nodiscard]] Search::Found find(const QString& typed, std::size_t limit);
  [[nodiscard]] const SearchItem& item(std::uint32_t index) const { return m_search.index()->item(index); }
  [[nodiscard]] SearchMarks marks(std::uint32_t index, const QString& typed) const;

  /// Remembers a choice: an entity id, or an action as "action:<id>".
  void noteUsed(const QString& id);
  [[nodiscard]] std::vector<std::string> used() const { return m_usage.best(); }
  void forgetUsed();

Q_SIGNALS:
  void changed(); ///< other securities, or another order

private:
  void load();
  void save();

  Context m_context;
  Search m_search;
  SymbolUsage m_usage;
  std::shared_ptr<const market::EntityTable> m_table;
  LatestOnly m_latest;
  std::shared_ptr<NewestWrite> m_kept; ///< shared with the workers
};

}

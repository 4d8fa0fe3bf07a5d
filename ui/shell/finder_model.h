// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/context.h"
#include "ui/shell/symbol_search.h"

#include <QAbstractListModel>

#include <array>
#include <vector>

namespace zvt::ui {

class SymbolCatalogue;

/// What the search looks in. A character before the text chooses it too: > commands, @ panels, # settings, $
/// securities.
enum class FinderScope { All, Symbols, Commands, Panels, Settings };
inline constexpr std::size_t kFinderScopes = 5;

/// One line of the search.
struct FinderRow {
  enum class Kind { Symbol, Action, Panel, Setting };
  Kind kind = Kind::Symbol;
  QString id; ///< entity id, action id, panel id, key of a setting
  QString title;
  QString note; ///< what it does, where it is
  QString code; ///< securities: "600036.SH"
  QString initials; ///< securities: "ZSYH", as they were read
  QString keys; ///< its shortcut, as the platform writes it
  QString icon; ///< name of a token icon
  QString section; ///< heading over this row; empty on all but the first of a section
  QString problem; ///< why it cannot be chosen now; empty: it can
  std::vector<std::uint16_t> marks; ///< characters of the title that were typed
  std::vector<std::uint16_t> initialMarks; ///< of the initials
  int codeFrom = 0; ///< of the code
  int codeLength = 0;
};

/// What the search offers for a text: securities by code, name or pinyin initials, commands, panels, settings, each
/// best first, what was used lately before its equals. Without a text: what was used. GUI thread.
class FinderModel : public QAbstractListModel {
  Q_OBJECT

public:
  enum Role { IdRole = Qt::UserRole + 1, DetailRole, SectionRole };

  /// @param catalogue null: one of its own
  explicit FinderModel(const Context& context, QObject* parent = nullptr, SymbolCatalogue* catalogue = nullptr);

  /// Looks at entities, actions and language anew; when a search opens.
  void refresh();
  void search(const QString& text);
  /// Where to look for texts without a prefix.
  void setScope(FinderScope scope);
  /// Where the last text was looked for: by its prefix, else as set.
  [[nodiscard]] FinderScope scope() const { return m_effective; }
  /// How many things of a scope fit the last text. All: the sum.
  [[nodiscard]] std::size_t count(FinderScope scope) const { return m_counts[static_cast<std::size_t>(scope)]; }
  [[nodiscard]] const FinderRow& row(int index) const { return m_rows[static_cast<std::size_t>(index)]; }
  /// Remembers that the row was chosen.
  void noteUsed(const FinderRow& row);
  [[nodiscard]] SymbolCatalogue& catalogue() const { return *m_catalogue; }

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
  void indexActions();
  void indexSettings();
  void add(FinderScope scope, const QString& text);
  void addSymbols(const QString& text, std::size_t limit);
  void addOthers(FinderScope scope, const QString& text, std::size_t limit);
  [[nodiscard]] FinderRow actionRow(const QString& id, FinderRow::Kind kind) const;
  [[nodiscard]] FinderRow settingRow(const std::string& key) const;
  Search& searchOf(FinderScope scope) { return m_searches[static_cast<std::size_t>(scope)]; }

  Context m_context;
  SymbolCatalogue* m_catalogue;
  std::array<Search, kFinderScopes> m_searches; ///< those of commands, panels and settings are used
  std::array<std::size_t, kFinderScopes> m_counts{};
  FinderScope m_scope = FinderScope::All;
  FinderScope m_effective = FinderScope::All;
  QString m_text;
  bool m_stale = true;
  std::vector<FinderRow> m_rows;
};

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/quote_hub.h"
#include "ui/watchlist/quote_table.h"
#include "ui/watchlist/watch_columns.h"
#include "widgets/table/live_cells.h"

#include <QAbstractTableModel>

#include <functional>
#include <memory>

namespace zvt::ui {

/// The stored days of a profile, in the order of their ids; shared between panels.
using StoredDays = data::DailySnapshotsPtr;
using EntityTablePtr = std::shared_ptr<const market::EntityTable>;

/// A watchlist as a table: groups as headings, securities as rows, WatchField as columns. Figures live in a QuoteTable;
/// a quote changes cells without a signal of the model (LiveTable::showChanges() paints what is in view; assistive
/// technology and copying read data() when they want to). GUI thread.
class WatchlistModel : public QAbstractTableModel, public widgets::LiveSource {
  Q_OBJECT

public:
  enum Role { EntityRole = Qt::UserRole + 1, HeadingRole, NoteRole };
  static constexpr int kFlashMs = 400;

  using QAbstractTableModel::QAbstractTableModel;

  /// Shows a list. The figures of securities that it had before stay.
  void setList(data::WatchlistPtr list, const EntityTablePtr& entities, const StoredDays& days);
  [[nodiscard]] const data::WatchlistPtr& list() const { return m_list; }
  /// New stored days for the same list.
  void setStored(const StoredDays& days);
  /// Columns of formulas, after those of WatchField. FormulaColumns fills them.
  void setFormulas(std::vector<data::WatchColumn> formulas);
  [[nodiscard]] const std::vector<data::WatchColumn>& formulas() const { return m_formulas; }
  /// Why a formula has no values at all; nothing: it has.
  void setFormulaProblem(std::size_t formula, std::optional<Error> problem);
  void setFormulaWarmUp(std::size_t formula, std::size_t bars); ///< daily bars that it needs
  void setFormulaValue(std::size_t formula, int slot, double value); ///< NaN: undefined
  /// Of how many days the history was that the values of a security come from. −1: there is no such security.
  void setFormulaBars(int slot, std::uint32_t bars);
  [[nodiscard]] double formulaValue(int slot, std::size_t formula) const; ///< NaN: undefined, or not computed
  /// Shows only securities whose name, code or initials contain @p text.
  void setFilter(const QString& text);

  /// Live figures. @p elapsed a monotonic clock, for the flash; @p market what time it is there.
  void applyQuotes(const data::QuoteChanges& changes, Duration elapsed, Timestamp market);
  /// Once a second: ages, staleness, flashes that are over, small lines, and the order when it is of a live column.
  void tick(Duration elapsed, Timestamp market);
  /// Whether something feeds the hub: only then a stored day is stale.
  void setFed(bool fed);
  void setStaleAfter(Duration age) { m_staleAfter = age; }
  /// Asks for today's minutes of a security; may be empty.
  using MinuteLine = std::function<std::vector<market::MinutePoint>(const std::string& entityId)>;
  void setMinuteLine(MinuteLine line) { m_minuteLine = std::move(line); }
  /// Earliest moment at which a flash ends; nothing flashes: none.
  [[nodiscard]] std::optional<Duration> flashEnds() const;
  void endFlashes(Duration elapsed);

  [[nodiscard]] const QuoteTable& quotes() const { return m_quotes; }
  [[nodiscard]] int rowOf(const QString& entityId) const; ///< −1: not in view
  [[nodiscard]] QString entityAt(int row) const; ///< empty: a heading
  [[nodiscard]] bool isHeading(int row) const;
  [[nodiscard]] int groupAt(int row) const;
  /// Where something dropped above @p row goes.
  [[nodiscard]] data::WatchPlace placeAbove(int row) const;
  [[nodiscard]] int headingOf(int group) const; ///< −1: not in view
  /// A figure as columns are sorted by; NaN where unknown.
  [[nodiscard]] double figure(int slot, WatchField field) const;
  [[nodiscard]] int slotAt(int row) const { return m_rows[static_cast<std::size_t>(row)].slot; } ///< −1: a heading
  [[nodiscard]] const data::WatchItem* itemAt(int row) const; ///< null: a heading
  [[nodiscard]] int sortColumn() const { return m_sortColumn; }
  void retranslate();

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  /// −1: the order of the list.
  void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

  void liveCell(int row, int column, widgets::LiveCell& cell) const override;
  void liveRow(int row, widgets::LiveRow& shape) const override;
  [[nodiscard]] std::uint64_t changedColumns(int row) const override;
  void takeChanges() override;

private:
  struct Row {
    int slot = -1; ///< −1: a heading
    int group = 0;
    int item = 0;
  };
  /// What makes a column flash: last, bid or ask as 0, 1, 2; −1: nothing.
  [[nodiscard]] static int flashKindOf(WatchField field);
  struct Live { ///< of a slot, beside its figures
    std::uint64_t changed = 0; ///< columns
    std::array<std::int64_t, 3> flashUntil{}; ///< last, bid, ask: micros of the elapsed clock
    std::array<std::int8_t, 3> flash{};
    bool stale = false;
    bool lineIsOld = true; ///< minutes have changed since the line was made
    bool minutes = false; ///< the line is of today's minutes
    std::vector<float> line;
    float base = 0;
  };

  struct FormulaCells {
    std::vector<double> values; ///< by slot; shorter: not computed yet
    std::optional<Error> problem;
    std::size_t warmUp = 0; ///< daily bars that it needs
  };

  [[nodiscard]] static std::uint64_t formulaBit(std::size_t formula); ///< of Live::changed
  void fillFormula(int slot, std::size_t formula, widgets::LiveCell& cell) const;
  [[nodiscard]] QString formulaToolTip(int slot, std::size_t formula) const;
  [[nodiscard]] QString formulaHelp(std::size_t formula) const; ///< of the column
  /// What rows are sorted by; NaN where unknown.
  [[nodiscard]] double sortFigure(int slot) const;
  [[nodiscard]] std::vector<Row> arranged() const;
  void sortRows(std::vector<Row>& rows) const;
  void rearrange();
  void fillStored(const StoredDays& days);
  void fillStored(int slot);
  [[nodiscard]] bool isStale(int slot) const;
  void beginFlash(int slot, int kind, double before, double after, Duration elapsed);
  void refreshLine(int slot);
  [[nodiscard]] QString toolTip(int row, WatchField field) const;
  [[nodiscard]] QString ageText(int slot) const;
  void agesMoved();
  void fillText(int slot, const Row& row, WatchField field, widgets::LiveCell& cell) const;

  data::WatchlistPtr m_list = std::make_shared<const data::Watchlist>();
  QuoteTable m_quotes;
  std::vector<Live> m_live; ///< by slot
  std::vector<Row> m_rows;
  std::vector<QString> m_titles, m_notes; ///< of groups; of slots
  std::vector<int> m_counts; ///< of groups
  QString m_filter;
  QString m_upperLimit, m_lowerLimit, m_halted;
  int m_sortColumn = -1;
  Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
  bool m_orderIsOld = false; ///< a live column has moved since the rows were sorted
  bool m_fed = false;
  Duration m_staleAfter = Duration::seconds(5);
  Timestamp m_market;
  StoredDays m_stored;
  std::vector<data::WatchColumn> m_formulas;
  std::vector<FormulaCells> m_formulaCells; ///< by formula
  std::vector<int> m_formulaBars; ///< by slot; −1: not computed
  bool m_flashes = false;
  MinuteLine m_minuteLine;
};

}

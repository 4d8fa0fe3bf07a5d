// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/chart_loader.h"
#include "ui/shell/context.h"
#include "ui/shell/panel.h"
#include "widgets/chart/price_look.h"

#include <QPointer>

#include <array>

class QComboBox;
class QHBoxLayout;
class QMenu;
class QToolButton;
class QVBoxLayout;

namespace zvt::widgets {
class ChartView;
class LaneView;
class Note;
class SegmentedControl;
struct BarUpdate;
struct ChartPicture;
}

namespace zvt::ui {

class ChartFeature;
class FactorLaneMenu;
class FormulaDialog;
class IndicatorDialog;
class PanelRegistry;
class ReplayStrip;
struct ChartExport;
struct LiveMoment;
class Presenter;
class SavedFormulas;

/// The levels that a chart offers, in the order of its buttons and keys.
inline constexpr std::array kChartLevels = {market::BarLevel::Min1, market::BarLevel::Min5, market::BarLevel::Min15,
    market::BarLevel::Min30, market::BarLevel::Hour1, market::BarLevel::Day1, market::BarLevel::Week1,
    market::BarLevel::Month1};

inline constexpr std::array kChartAdjusts = {market::AdjustMode::Qfq, market::AdjustMode::Hfq, market::AdjustMode::Bfq};

/// Candles, volume and indicators of one security, at any level it has, adjusted or raw. Follows its link colour.
/// Ctrl+1 … Ctrl+8 choose the level.
class ChartPanel : public Panel {
  Q_OBJECT

public:
  explicit ChartPanel(const Context& context, QWidget* parent = nullptr);
  ~ChartPanel() override;

  [[nodiscard]] QString title() const override;
  [[nodiscard]] QString subtitle() const override;
  [[nodiscard]] QJsonObject saveState() const override;
  void restoreState(const QJsonObject& state) override;
  [[nodiscard]] QList<ExportFormat> exportFormats() const override;
  /// The bars with every line over them, with all digits.
  [[nodiscard]] PanelTable exportTable() const override;
  /// Those bars of it that are in the picture.
  [[nodiscard]] QString copyText() const override;

  void showEntity(const QString& entityId);
  [[nodiscard]] QString entityId() const { return QString::fromStdString(m_request.entityId); }
  void setLevel(market::BarLevel level);
  /// As the user does it: a step that back takes back.
  void chooseLevel(market::BarLevel level);
  /// The security that was loaded last has bars of that level, or such as make them.
  [[nodiscard]] bool offers(market::BarLevel level) const;
  [[nodiscard]] market::BarLevel level() const { return m_request.level; }
  void setAdjust(market::AdjustMode mode);
  [[nodiscard]] market::AdjustMode adjust() const { return m_request.adjust; }
  /// The factor whose lanes lie under the chart. As the user does it: undo takes it back.
  void chooseFactor(const ChartFactor& factor);
  void setFactor(const ChartFactor& factor);
  [[nodiscard]] const ChartFactor& factor() const { return m_request.factor; }
  [[nodiscard]] const std::vector<Indicator>& indicators() const { return m_request.indicators; }
  [[nodiscard]] const widgets::PriceLook& look() const;
  /// As the user does it: undo takes it back. So in both below.
  void chooseLook(const widgets::PriceLook& wanted);
  void chooseScale(widgets::PriceScale scale);
  /// Asks how large bricks, range bars or boxes are, of the style in force; of a style by time: bricks.
  void openShape();
  /// That percent and rebased count from; nothing: the first bar in sight.
  void chooseBase(std::optional<std::size_t> bar);
  /// The dialog that asks as what the chart shall be exported.
  void openExport();
  /// Asks for a file and writes what is in sight; then exported().
  void exportChart(const zvt::ui::ChartExport& choice);
  void copyPicture();
  void printPicture();
  /// What is in sight: as a picture, named; as a table.
  [[nodiscard]] widgets::ChartPicture picture(bool forPaper) const;
  [[nodiscard]] PanelTable tableInSight() const;
  /// Replays from the crosshair's bar, else from the first in sight.
  void startReplay();
  [[nodiscard]] ReplayStrip* replayStrip() const { return m_replay; }
  /// Whose trades it shows: the paper account's, while a replay is on the practice account's.
  [[nodiscard]] const trading::OrderService* accountOnChart() const;
  /// Whether something of that moment may be shown: not what comes after a replay's clock.
  [[nodiscard]] bool isKnown(Timestamp moment) const;
  /// It stands where the paper account trades, and shows nothing that came after that market's day.
  [[nodiscard]] bool endsAtMarketDay() const;
  /// As the user does it: undo takes it back.
  void chooseIndicators(std::vector<Indicator> indicators);
  /// What can be done to one of them, or (−1) to any; as a legend, the context menu and its key offer it.
  void fillMenu(QMenu& menu, int indicator);
  /// The dialog that chooses them; made and shown when it is not there yet.
  IndicatorDialog* openIndicators();
  FormulaDialog* openFormula(const QString& name = {}, const QString& text = {});
  [[nodiscard]] widgets::ChartView* view() const { return m_view; }
  [[nodiscard]] widgets::LaneView* lanes() const { return m_lanes; }

  [[nodiscard]] const Context& context() const { return m_context; }
  [[nodiscard]] const ChartRequest& request() const { return m_request; }
  /// The part of the chart with that subject; null: this chart has none.
  template <class Feature> [[nodiscard]] Feature* feature() const
  {
    for (const auto& feature : m_features)
      if (auto* wanted = dynamic_cast<Feature*>(feature.get()))
        return wanted;
    return nullptr;
  }
  /// A quote of that day moves the chart, and an ex-date lies between it and the stored bars: adjusted bars are read as
  /// they are once it is stored.
  void adjustThrough(TradingDay day);
  /// Bars by price are made anew with those by time that quotes made.
  void shapeWith(const LiveTail& tail);
  /// Has all features add to @p update what they know.
  void complete(widgets::BarUpdate& update, const LiveMoment& moment);
  /// Reads and computes everything anew; the range in sight stays.
  void reload();
  /// Where features put theirs: a tool of the bar, strips beside and under the picture. The panel takes the widget.
  void addTool(QWidget* tool);
  void addAtLeft(QWidget* strip);
  void addAtRight(QWidget* strip);
  void addBelow(QWidget* strip);

Q_SIGNALS:
  /// The bars asked for are in the picture.
  void loaded();

protected:
  void retranslate() override;

private:
  void buildToolBar(QWidget* content);
  void addLookTools(QHBoxLayout& row, QWidget* bar);
  void setLook(const widgets::PriceLook& look);
  void showLook();
  void saveLook(QJsonObject& state) const;
  void restoreLook(const QJsonObject& state);
  [[nodiscard]] bool hasBars() const;
  [[nodiscard]] PanelTable tableOf(std::size_t from, std::size_t to) const;
  void offerLevels(const std::vector<market::BarLevel>& levels);
  void load(bool keepRange);
  void watchCore();
  void addReplayStrip(QVBoxLayout& layout, QWidget* content);
  void watchReplay();
  void takeReplay(ChartRequest& request) const;
  void showChart(const LoadedChart& chart, bool keepRange);
  void showNothingChosen();
  void setIndicators(std::vector<Indicator> indicators);
  void addFormula(const Indicator& indicator);
  void showProblems(const LoadedChart& chart);
  void showMenu(int source, const QPoint& globalPosition, const QPoint& position);
  void saveFeatures(QJsonObject& state) const;
  void restoreFeatures(const QJsonObject& state);

  Context m_context;
  ChartRequest m_request;
  SavedFormulas* m_formulas = nullptr; ///< that those of the chart may refer to
  Presenter* m_presenter = nullptr;
  std::vector<std::unique_ptr<ChartFeature>> m_features;
  QHBoxLayout* m_tools = nullptr; ///< those of features
  QHBoxLayout* m_middle = nullptr; ///< the picture and what is beside it
  QVBoxLayout* m_column = nullptr; ///< in the middle of it: the picture and what is below it
  widgets::ChartView* m_view = nullptr;
  widgets::LaneView* m_lanes = nullptr;
  widgets::SegmentedControl* m_levels = nullptr;
  QComboBox* m_adjust = nullptr;
  QToolButton* m_style = nullptr;
  QToolButton* m_logarithmic = nullptr;
  QToolButton* m_percent = nullptr;
  std::optional<widgets::PriceRange> m_lockToRestore; ///< once the bars are there
  QToolButton* m_indicators = nullptr;
  QToolButton* m_formula = nullptr;
  FactorLaneMenu* m_factor = nullptr;
  widgets::Note* m_problems = nullptr;
  ReplayStrip* m_replay = nullptr;
  QPointer<IndicatorDialog> m_indicatorDialog;
  QPointer<FormulaDialog> m_formulaDialog;
  QToolButton* m_measure = nullptr;
  QToolButton* m_export = nullptr;
  QToolButton* m_fit = nullptr;
  QToolButton* m_newest = nullptr;
};

/// The chart in the middle of the Trading and Research workspaces.
void registerChartPanel(PanelRegistry& registry);

}

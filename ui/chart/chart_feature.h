// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "ui/chart/chart_loader.h"

#include <QJsonObject>
#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <vector>

class QMenu;

namespace zvt::market {
struct Quote;
}
namespace zvt::widgets {
struct BarUpdate;
}

namespace zvt::ui {

class ChartPanel;

/// A quote that moves the newest bar of a chart, or appends one.
struct LiveMoment {
  const market::Quote& quote;
  const market::Calendar& calendar; ///< of the security's exchange
  TradingDay day; ///< that the quote belongs to
  double scale = 1; ///< raw price × this is its place on the chart
  bool appends = false;
};

/// A part of a chart panel with a subject of its own: drawings, compared securities, orders … It adds layers to
/// panel.view(), tools and widgets to the panel (addTool, addAtLeft, addAtRight, addBelow), reads with the bars, and
/// keeps its state in the panel's document. The panel owns it. GUI thread, but for what reader() gives.
class ChartFeature : public QObject {
  Q_OBJECT

public:
  explicit ChartFeature(ChartPanel& panel);

  /// The name of its part of the panel's document; empty: it keeps nothing there.
  [[nodiscard]] virtual QString key() const { return {}; }
  [[nodiscard]] virtual QJsonObject saveState() const { return {}; }
  /// @param state empty: nothing was kept
  virtual void restoreState(const QJsonObject& state);

  /// What is to be read and computed at a load of the bars; empty: nothing. Called before each load.
  [[nodiscard]] virtual ChartReader reader() { return {}; }
  /// Another security was chosen; its bars come later.
  virtual void entityChanged();
  /// New bars are in the picture.
  virtual void shown();
  /// Adds what it knows of the bar that a quote makes. Called for each, before the picture has it.
  virtual void complete(widgets::BarUpdate& update, const LiveMoment& moment);
  /// Adds to the menu of the chart itself.
  virtual void fillMenu(QMenu& menu);
  /// The language has changed.
  virtual void retranslate();

protected:
  [[nodiscard]] ChartPanel& panel() const { return m_panel; }

private:
  ChartPanel& m_panel;
};

/// The mark of an ex-date on the time axis.
[[nodiscard]] QString exDateText();

/// All features of a chart, made anew for @p panel, in the order of their tools.
[[nodiscard]] std::vector<std::unique_ptr<ChartFeature>> makeChartFeatures(ChartPanel& panel);

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/chart_feature.h"
#include "ui/chart/drawing_reader.h"
#include "widgets/chart/drawing/drawing_tools.h"

#include <QPointer>

namespace zvt::ui {

class ActionRegistry;
class DrawingCommand;
class DrawingListDialog;
class DrawingStore;
class DrawingStrip;
class DrawingStyleDialog;

/// Drawings on a chart: tools at its left, keys and menus; the documents are those of DrawingStore, so that two charts
/// of one security show the same. Every change is a step of the panel's undo.
class DrawingFeature : public ChartFeature {
  Q_OBJECT

public:
  explicit DrawingFeature(ChartPanel& panel);
  ~DrawingFeature() override;

  [[nodiscard]] QString key() const override { return QStringLiteral("drawings"); }
  [[nodiscard]] QJsonObject saveState() const override;
  void restoreState(const QJsonObject& state) override;
  [[nodiscard]] ChartReader reader() override;
  void entityChanged() override;
  void shown() override;
  void fillMenu(QMenu& menu) override;
  void retranslate() override;

  [[nodiscard]] widgets::DrawingTools& tools() { return *m_tools; }
  [[nodiscard]] widgets::DrawingLayer& layer() { return *m_layer; }
  [[nodiscard]] DrawingStore& store() { return m_store; }
  [[nodiscard]] QString entity() const;

  /// As the user does it: undo takes it back.
  void push(const widgets::DrawingEdit& edit);
  /// The chosen ones, each changed by @p change.
  void changeChosen(widgets::DrawingEdit::What what, const std::function<void(widgets::Drawing&)>& change);
  void copyChosen();
  void cutChosen();
  void paste();
  void removeAll();
  void group();
  void ungroup();
  void lockChosen(bool locked);
  void hideChosen();
  /// Above (1) or below (−1) all others.
  void reorder(int side);
  void setAllShown(bool shown);
  [[nodiscard]] bool areAllShown() const { return m_layer->isShown(); }
  /// The keyboard goes to the chart: the tool waits there.
  void focusChart();
  DrawingStyleDialog* openStyle();
  DrawingListDialog* openList();
  /// What the menu of a drawing offers.
  void fillDrawingMenu(QMenu& menu);
  /// Fills a menu with the tools of a family.
  void fillTools(QMenu& menu, widgets::DrawingFamily family);

  /// Offers alerts on drawings from now on: @p handler gets the drawing and the security; see
  /// widgets/chart/drawing/alert_lines.h for what to watch.
  using AlertHandler = std::function<void(const widgets::Drawing& drawing, const QString& entity)>;
  void setAlertHandler(AlertHandler handler) { m_alert = std::move(handler); }

Q_SIGNALS:
  /// Drawings, choice, tool or what is shown are not what they were.
  void changed();
  /// The user wants an alert on a drawing; also given to the handler.
  void alertWanted(const zvt::widgets::Drawing& drawing);

private:
  void takeDrawings(const QString& entity);
  void say(const QString& words);
  /// A step of another security than the one in sight was undone or done again.
  void tellElsewhere(const DrawingCommand& step, bool back);
  /// A tick may have added a bar.
  void followBars();

  DrawingStore& m_store;
  widgets::DrawingLayer* m_layer;
  std::unique_ptr<widgets::DrawingTools> m_tools;
  DrawingStrip* m_strip;
  widgets::AnchorScalePtr m_scale; ///< of the bars that are read; null: none
  AlertHandler m_alert;
  QPointer<DrawingStyleDialog> m_styleDialog;
  QPointer<DrawingListDialog> m_listDialog;
};

/// The actions and keys of drawings, once for all charts.
void addDrawingActions(ActionRegistry& actions);
/// "Ctrl+L, T"; empty: none.
[[nodiscard]] QString shortcutOf(widgets::DrawingKind kind);
[[nodiscard]] QString actionOf(widgets::DrawingKind kind); ///< "chart.draw.trend-line"

}

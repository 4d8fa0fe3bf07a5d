// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/chart_layer.h"
#include "widgets/chart/drawing/drawing_layer.h"
#include "widgets/chart/drawing/magnet.h"

#include <QSet>

#include <functional>

namespace zvt::widgets {

class ChartView;
class DrawingPlane;

/// Makes, chooses and moves the drawings of a DrawingLayer by mouse and keys. It changes nothing itself: it tells what
/// the user did as a step, and shows the drawings it is given. GUI thread.
///
/// A tool waits for its places: click by click, or press and drag; Enter places at the crosshair, which the arrows move
/// (up and down by ticks, with Ctrl by ten pixels). Ctrl held turns the magnet round, Shift keeps to multiples of 45°.
/// Without a tool: click chooses, with Ctrl more, Ctrl+drag all in a box; drag moves, with Alt a copy; arrows move by
/// bar and tick (Ctrl: ten), Delete removes, Esc lets go.
class DrawingTools : public ChartLayer {
  Q_OBJECT

public:
  DrawingTools(ChartView& view, DrawingLayer& resting);

  void chooseTool(std::optional<DrawingKind> kind);
  [[nodiscard]] std::optional<DrawingKind> tool() const { return m_tool; }
  /// The tool stays after a drawing is made.
  void setKeepsTool(bool keeps) { m_keepsTool = keeps; }
  [[nodiscard]] bool keepsTool() const { return m_keepsTool; }
  void setMagnet(Magnet magnet);
  [[nodiscard]] Magnet magnet() const { return m_magnet; }
  /// Of new drawings.
  void setStyles(std::function<DrawingStyle(DrawingKind)> styles) { m_styles = std::move(styles); }
  /// Fills the menu of the chosen drawings; none without.
  void setMenu(std::function<void(QMenu&)> menu) { m_menu = std::move(menu); }

  [[nodiscard]] const QSet<QString>& chosen() const { return m_chosen; }
  /// With all of their groups. Those that are not there are left out.
  void choose(const QSet<QString>& ids);
  [[nodiscard]] std::vector<Drawing> chosenDrawings() const;
  /// The next one in their order, for the keyboard; @p step 1 or −1.
  void chooseNext(int step);
  void removeChosen();
  /// A copy of each a little aside, and chosen.
  void duplicateChosen();
  /// Copies of @p drawings, which may be another security's: at the same place when it is in sight, else in the middle.
  void paste(std::vector<Drawing> drawings);
  /// The drawings are not what they were.
  void drawingsChanged();

  [[nodiscard]] ChartPaint paint() const override;
  bool press(const ChartPointer& pointer, const ChartScene& scene) override;
  void drag(const ChartPointer& pointer, const ChartScene& scene) override;
  void release(const ChartPointer& pointer, const ChartScene& scene) override;
  std::optional<Qt::CursorShape> hover(const ChartPointer& pointer, const ChartScene& scene) override;
  bool doubleClick(const ChartPointer& pointer, const ChartScene& scene) override;
  bool keyPress(const QKeyEvent& event, const ChartScene& scene) override;
  bool fillMenu(QMenu& menu, QPointF position, const ChartScene& scene) override;
  void leave() override;
  /// Those in sight, from the left; none while a tool is in hand.
  [[nodiscard]] QStringList stops(const ChartScene& scene) const override;
  [[nodiscard]] QString currentStop() const override;
  void goToStop(const QString& id) override;

Q_SIGNALS:
  void edited(const zvt::widgets::DrawingEdit& edit);
  void toolChanged();
  void chosenChanged();
  /// The chosen drawing is to be given words or looks: just made, or double-clicked.
  void styleWanted();
  /// What happened, for people who listen.
  void told(const QString& words);

private:
  struct Drag {
    enum class What { Handle, Move, Box, Place, Brush } what = What::Move;
    QPointF from, now;
    std::vector<Drawing> before = {};
    int handle = -1;
    bool copies = false;
    bool moved = false;
    QString pressed = {}; ///< to be chosen alone when nothing was moved
  };

  [[nodiscard]] bool isReady(const ChartScene& scene) const;
  /// Whether the pane of the prices is open: only there a place has one.
  [[nodiscard]] static bool hasPrices(const ChartScene& scene);
  /// Whether the tool in hand can take a place there.
  [[nodiscard]] bool takesPlace(QPointF position, const ChartScene& scene) const;
  [[nodiscard]] static DrawingAnchor closeAt(double position, const DrawingPlane& plane);
  [[nodiscard]] DrawingAnchor anchorFor(
      const ChartPointer& pointer, const DrawingPlane& plane, const DrawingAnchor* from, bool free) const;
  void startMaking();
  void place(const DrawingAnchor& anchor, const DrawingPlane& plane);
  void finish(const DrawingPlane& plane);
  void dragBrush(const ChartPointer& pointer, const DrawingPlane& plane);
  void dragChosen(const ChartPointer& pointer, const DrawingPlane& plane);
  [[nodiscard]] bool pressOnDrawing(const ChartPointer& pointer, const DrawingPlane& plane);
  void finishMove();
  [[nodiscard]] bool letGo();
  [[nodiscard]] bool moveByKey(const QKeyEvent& event, const DrawingPlane& plane);
  [[nodiscard]] bool placeByKey(const QKeyEvent& event, const DrawingPlane& plane);
  void moveCursor(double bars, double pixels, const DrawingPlane& plane);
  void startCursor(const DrawingPlane& plane);
  void tellPlace();
  void addCopies(std::vector<Drawing> copies, DrawingEdit::What what);
  [[nodiscard]] double topOrder() const;
  [[nodiscard]] std::optional<Drawing> preview() const;

  ChartView& m_view;
  DrawingLayer& m_resting;
  std::function<DrawingStyle(DrawingKind)> m_styles;
  std::function<void(QMenu&)> m_menu;
  Magnet m_magnet = Magnet::Off;
  bool m_keepsTool = false;
  std::optional<DrawingKind> m_tool;
  std::optional<Drawing> m_made; ///< with the places that are chosen
  std::optional<DrawingAnchor> m_next; ///< the one that follows the mouse or the keys
  QSet<QString> m_chosen;
  QString m_hovered;
  std::optional<Drag> m_drag;
  std::vector<Drawing> m_live; ///< while they are moved
};

}

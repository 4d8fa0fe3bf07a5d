// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/drawing/drawing_tools.h"

#include "widgets/base/theme.h"
#include "widgets/chart/chart_view.h"
#include "widgets/chart/drawing/drawing_moves.h"
#include "widgets/chart/drawing/drawing_painter.h"
#include "widgets/chart/drawing/drawing_words.h"
#include "widgets/chart/drawing/position_plan.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace zvt::widgets {

DrawingTools::DrawingTools(ChartView& view, DrawingLayer& resting)
    : ChartLayer(Depth::Top)
    , m_view(view)
    , m_resting(resting)
    , m_styles(&defaultStyle)
{
}

bool DrawingTools::isReady(const ChartScene& scene) const
{
  return m_resting.isShown() && m_resting.scale() && m_resting.scale()->fits(scene.model());
}

bool DrawingTools::hasPrices(const ChartScene& scene)
{
  return scene.layout().isOpen(0);
}

bool DrawingTools::takesPlace(QPointF position, const ChartScene& scene) const
{
  if (spansPanes(*m_tool))
    return scene.plots().contains(position);
  return hasPrices(scene) && scene.pane(0).contains(position);
}

void DrawingTools::chooseTool(std::optional<DrawingKind> kind)
{
  m_made.reset();
  m_next.reset();
  if (std::exchange(m_tool, kind) != kind)
    Q_EMIT toolChanged();
  if (kind) {
    choose({});
    m_resting.setShown(true); // nobody draws what cannot be seen
    Q_EMIT told(nameOf(*kind));
  }
  Q_EMIT changed();
}

void DrawingTools::setMagnet(Magnet magnet)
{
  if (std::exchange(m_magnet, magnet) != magnet)
    Q_EMIT toolChanged();
}

void DrawingTools::choose(const QSet<QString>& ids)
{
  QSet<QString> groups, all;
  const DrawingList& drawings = *m_resting.drawings();
  for (const Drawing& drawing : drawings)
    if (ids.contains(drawing.id) && !drawing.group.isEmpty())
      groups.insert(drawing.group);
  for (const Drawing& drawing : drawings)
    if (ids.contains(drawing.id) || groups.contains(drawing.group))
      all.insert(drawing.id);
  if (std::exchange(m_chosen, all) == all)
    return;
  if (m_resting.scale() && m_chosen.size() == 1)
    Q_EMIT told(wordsOf(chosenDrawings().front(), *m_resting.scale()));
  Q_EMIT chosenChanged();
  Q_EMIT changed();
}

std::vector<Drawing> DrawingTools::chosenDrawings() const
{
  std::vector<Drawing> drawings;
  for (const Drawing& drawing : *m_resting.drawings())
    if (m_chosen.contains(drawing.id))
      drawings.push_back(drawing);
  return drawings;
}

void DrawingTools::chooseNext(int step)
{
  std::vector<QString> ids;
  for (const Drawing& drawing : *m_resting.drawings())
    if (!drawing.hidden && drawing.kind != DrawingKind::Unknown)
      ids.push_back(drawing.id);
  if (ids.empty())
    return;
  const auto count = static_cast<int>(ids.size());
  const auto at = std::find_if(ids.begin(), ids.end(), [this](const QString& id) { return m_chosen.contains(id); });
  const int now = at == ids.end() ? (step > 0 ? -1 : count) : static_cast<int>(at - ids.begin());
  choose({ids[static_cast<std::size_t>((now + step + count) % count)]});
}

void DrawingTools::removeChosen()
{
  DrawingEdit edit{DrawingEdit::What::Delete, {}, {}};
  for (Drawing& drawing : chosenDrawings())
    if (!drawing.locked)
      edit.before.push_back(std::move(drawing));
  if (!edit.before.empty())
    Q_EMIT edited(edit);
}

double DrawingTools::topOrder() const
{
  return m_resting.drawings()->empty() ? 0 : m_resting.drawings()->back().order + 1;
}

void DrawingTools::addCopies(std::vector<Drawing> copies, DrawingEdit::What what)
{
  double order = topOrder();
  QSet<QString> ids;
  QHash<QString, QString> groups; // those that were one group stay one, beside the old
  for (Drawing& copy : copies) {
    copy.id = freshDrawingId();
    copy.order = order++;
    copy.locked = false;
    copy.hidden = false;
    if (!copy.group.isEmpty()) {
      QString& group = groups[copy.group];
      copy.group = group = group.isEmpty() ? freshDrawingId() : group;
    }
    ids.insert(copy.id);
  }
  if (copies.empty())
    return;
  Q_EMIT edited(DrawingEdit{what, {}, std::move(copies)});
  choose(ids);
}

void DrawingTools::duplicateChosen()
{
  const auto scene = m_view.scene();
  if (!scene || !isReady(*scene) || !hasPrices(*scene))
    return;
  const DrawingPlane plane(*scene, *m_resting.scale());
  std::vector<Drawing> copies;
  for (const Drawing& drawing : chosenDrawings())
    copies.push_back(movedBy(drawing, plane, 2, 16));
  addCopies(std::move(copies), DrawingEdit::What::Duplicate);
}

void DrawingTools::paste(std::vector<Drawing> drawings)
{
  const auto scene = m_view.scene();
  if (!scene || !isReady(*scene) || !hasPrices(*scene) || drawings.empty())
    return;
  const DrawingPlane plane(*scene, *m_resting.scale());
  QRectF box;
  for (const Drawing& drawing : drawings)
    for (const DrawingAnchor& anchor : drawing.anchors)
      box = box.isNull() ? QRectF(plane.at(anchor), QSizeF(1, 1)) : box.united(QRectF(plane.at(anchor), QSizeF(1, 1)));
  const QPointF middle = plane.pane().center();
  const double bar = scene->bar(middle.x()) - scene->bar(box.center().x());
  const bool inSight = plane.pane().intersects(box);
  for (Drawing& drawing : drawings)
    drawing = inSight ? movedBy(drawing, plane, 0, 16)
                      : movedBy(drawing, plane, std::round(bar), middle.y() - box.center().y());
  addCopies(std::move(drawings), DrawingEdit::What::Paste);
}

void DrawingTools::drawingsChanged()
{
  QSet<QString> left;
  for (const QString& id : m_chosen)
    if (find(*m_resting.drawings(), id))
      left.insert(id);
  if (m_drag && !std::ranges::all_of(m_drag->before, [&](const Drawing& drawing) {
        const Drawing* now = find(*m_resting.drawings(), drawing.id);
        return now && *now == drawing;
      }))
    (void)letGo(); // another chart changed what is being moved
  if (left != m_chosen) {
    m_chosen = left;
    Q_EMIT chosenChanged();
  }
  Q_EMIT changed();
}

DrawingAnchor DrawingTools::closeAt(double position, const DrawingPlane& plane)
{
  const std::vector<double>& closes = plane.scene().model().bars->close;
  const double bar = std::clamp(std::floor(position), 0.0, static_cast<double>(closes.size()) - 1);
  return plane.scale().anchorAt(position, closes[static_cast<std::size_t>(bar)]);
}

DrawingAnchor DrawingTools::anchorFor(
    const ChartPointer& pointer, const DrawingPlane& plane, const DrawingAnchor* from, bool free) const
{
  QPointF at = pointer.position;
  if (!hasPrices(plane.scene())) // of what crosses all panes the moment alone counts
    return closeAt(plane.scene().bar(at.x()), plane);
  const bool straight = from && (pointer.modifiers & Qt::ShiftModifier);
  if (straight)
    at = straightened(plane.at(*from), at);
  at.setY(std::clamp(at.y(), plane.pane().top(), plane.pane().bottom()));
  const double bar = plane.scene().bar(at.x());
  Magnet magnet = m_magnet;
  if (pointer.modifiers & Qt::ControlModifier)
    magnet = magnet == Magnet::Off ? Magnet::Strong : Magnet::Off;
  if (!straight && !free)
    if (const auto price = magnetPrice(plane.scene(), std::floor(bar), at.y(), magnet))
      return plane.scale().anchorAt(bar, *price);
  DrawingAnchor anchor = plane.scale().anchorAt(bar, plane.scene().value(at.y()), free);
  if (straight && at.y() == plane.at(*from).y()) // to the last digit
    anchor.price = plane.scale().raw(plane.scale().shown(*from), anchor.time);
  return anchor;
}

void DrawingTools::startMaking()
{
  m_made = Drawing{};
  m_made->kind = *m_tool;
  m_made->style = m_styles(*m_tool);
}

void DrawingTools::place(const DrawingAnchor& anchor, const DrawingPlane& plane)
{
  if (!m_made)
    startMaking();
  m_made->anchors.push_back(anchor);
  tellPlace();
  if (const int places = infoOf(m_made->kind).places; places > 0 && static_cast<int>(m_made->anchors.size()) >= places)
    finish(plane);
  Q_EMIT changed();
}

void DrawingTools::finish(const DrawingPlane& plane)
{
  Drawing made = *std::exchange(m_made, {});
  m_next.reset();
  made.id = freshDrawingId();
  made.order = topOrder();
  settleChannel(made, plane);
  if (infoOf(made.kind).family == DrawingFamily::Trading && made.kind != DrawingKind::Measure) {
    const double low = plane.scene().value(plane.pane().bottom()), high = plane.scene().value(plane.pane().top());
    completePosition(made, plane.scale(), high - low, std::max(4.0, std::round(plane.scene().axis().count * 0.12)));
  }
  const bool writes = infoOf(made.kind).writes;
  const QString id = made.id;
  const QString words = wordsOf(made, plane.scale());
  if (!m_keepsTool)
    chooseTool({});
  Q_EMIT edited(DrawingEdit{DrawingEdit::What::Create, {}, {std::move(made)}});
  if (m_keepsTool && !writes)
    return;
  choose({id});
  Q_EMIT told(words);
  if (writes)
    Q_EMIT styleWanted();
}

std::optional<Drawing> DrawingTools::preview() const
{
  if (!m_tool || !m_made)
    return {};
  Drawing drawing = *m_made;
  if (m_next && infoOf(drawing.kind).places > 0)
    drawing.anchors.push_back(*m_next);
  return drawing;
}

ChartPaint DrawingTools::paint() const
{
  if (!m_resting.scale() || !m_resting.isShown())
    return {};
  DrawingList live = m_live;
  if (auto drawing = preview())
    live.push_back(std::move(*drawing));
  DrawingList held; // what has its handles shown
  if (m_live.empty())
    for (const Drawing& drawing : *m_resting.drawings())
      if (!drawing.hidden && (m_chosen.contains(drawing.id) || drawing.id == m_hovered))
        held.push_back(drawing);
  for (const Drawing& drawing : live)
    held.push_back(drawing);
  const bool waits = m_tool && m_next && live.empty();
  const auto box = m_drag && m_drag->what == Drag::What::Box
      ? std::optional(QRectF(m_drag->from, m_drag->now).normalized())
      : std::nullopt;
  if (held.empty() && !waits && !box)
    return {};
  return [live = std::move(live), held = std::move(held), box, scale = m_resting.scale(),
             next = waits ? m_next : std::nullopt](QPainter& painter, const ChartScene& scene) {
    if (!scale->fits(scene.model()))
      return;
    const DrawingPlane plane(scene, *scale);
    DrawingList sorted = live;
    for (Drawing& drawing : sorted) // a channel that waits for its width shows it already
      settleChannel(drawing, plane);
    paintDrawings(painter, plane, sorted, {});
    if (painter.device()->devType() != QInternal::Widget)
      return; // handles are for hands: a picture that is kept has none
    for (const Drawing& drawing : held)
      if (hasPrices(scene) || spansPanes(drawing.kind))
        paintHandles(painter, plane, handlesOf(drawing, plane), drawing.locked);
    if (next)
      paintHandles(painter, plane, {plane.at(*next)}, false);
    if (!box)
      return;
    painter.save();
    painter.setPen(QPen(scene.style().crosshair, 1, Qt::DashLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(*box);
    painter.restore();
  };
}

QStringList DrawingTools::stops(const ChartScene& scene) const
{
  if (!isReady(scene) || m_tool)
    return {};
  const DrawingPlane plane(scene, *m_resting.scale());
  std::vector<std::pair<double, QString>> found;
  QHash<QString, QString> groups; // one stop each, known by its first drawing
  QSet<QString> known;
  for (const Drawing& drawing : *m_resting.drawings()) {
    QString id = drawing.id;
    if (!drawing.group.isEmpty()) {
      QString& first = groups[drawing.group];
      id = first = first.isEmpty() ? id : first;
    }
    if (drawing.hidden || drawing.kind == DrawingKind::Unknown || (!hasPrices(scene) && !spansPanes(drawing.kind))
        || known.contains(id) || !isInSight(shapeOf(drawing, plane), scene.plots()))
      continue;
    known.insert(id);
    double left = plane.at(drawing.anchors.front()).x();
    for (const DrawingAnchor& anchor : drawing.anchors)
      left = std::min(left, plane.at(anchor).x());
    found.emplace_back(left, id);
  }
  std::ranges::stable_sort(found, {}, &std::pair<double, QString>::first);
  QStringList ids;
  for (const auto& [left, id] : found)
    ids << id;
  return ids;
}

QString DrawingTools::currentStop() const
{
  for (const Drawing& drawing : *m_resting.drawings()) // of a group: the first
    if (m_chosen.contains(drawing.id))
      return drawing.id;
  return {};
}

void DrawingTools::goToStop(const QString& id)
{
  choose(id.isEmpty() ? QSet<QString>() : QSet<QString>{id});
}

}

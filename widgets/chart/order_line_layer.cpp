// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/order_line_layer.h"

#include <QKeyEvent>
#include <QMenu>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <utility>

namespace zvt::widgets {

namespace {

constexpr double kReach = 4; ///< of the mouse around a line

}

OrderLineLayer::OrderLineLayer(QObject* parent)
    : ChartLayer(Depth::Top, parent)
{
}

const OrderLine* OrderLineLayer::find(const QString& id) const
{
  const auto at = std::ranges::find(m_lines, id, &OrderLine::id);
  return at == m_lines.end() ? nullptr : &*at;
}

void OrderLineLayer::setLines(std::vector<OrderLine> lines)
{
  m_lines = std::move(lines);
  if (m_moved && (!find(m_moved->id) || !find(m_moved->id)->movable)) {
    const QString id = m_moved->id;
    m_moved.reset();
    m_dragged.clear();
    Q_EMIT vanished(id);
  }
  if (!m_selected.isEmpty() && !find(m_selected))
    select({});
  Q_EMIT changed();
}

void OrderLineLayer::select(const QString& id)
{
  if (id == m_selected)
    return;
  if (m_moved && m_moved->id == m_selected)
    m_moved.reset();
  m_selected = id;
  Q_EMIT selectionChanged(id);
  Q_EMIT changed();
}

void OrderLineLayer::selectNext()
{
  const auto isNext = [](const OrderLine& line) { return line.movable; };
  auto at = std::ranges::find(m_lines, m_selected, &OrderLine::id);
  if (at != m_lines.end())
    ++at;
  auto next = std::find_if(at, m_lines.end(), isNext);
  if (next == m_lines.end())
    next = std::find_if(m_lines.begin(), m_lines.end(), isNext);
  select(next == m_lines.end() ? QString() : next->id);
}

std::vector<OrderLine> OrderLineLayer::shownLines() const
{
  std::vector<OrderLine> shown = m_lines;
  for (OrderLine& line : shown) {
    if (line.id == m_selected)
      line.state = OrderLine::State::Selected;
    if (!m_moved || m_moved->id != line.id)
      continue;
    const Verdict& verdict = m_moved->verdict;
    line.state = verdict.blocked.isEmpty() ? OrderLine::State::Moving : OrderLine::State::Blocked;
    line.text += QStringLiteral("  ") + line.priceText + QStringLiteral(" → ") + verdict.priceText;
    if (!verdict.blocked.isEmpty())
      line.text += QStringLiteral("  ") + verdict.blocked;
    line.price = verdict.price;
    line.priceText = verdict.priceText;
  }
  return shown;
}

OrderLinePlace OrderLineLayer::placeOf(const QString& id, const ChartScene& scene) const
{
  const std::vector<OrderLine> lines = shownLines();
  const std::vector<OrderLinePlace> places = placesOf(lines, scene);
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (lines[i].id == id)
      return places[i];
  return {};
}

ChartPaint OrderLineLayer::paint() const
{
  if (m_lines.empty())
    return {};
  return [lines = shownLines()](QPainter& painter, const ChartScene& scene) { paintOrderLines(painter, lines, scene); };
}

OrderLineLayer::Hit OrderLineLayer::hitAt(QPointF position, const ChartScene& scene) const
{
  const std::vector<OrderLine> lines = shownLines();
  const std::vector<OrderLinePlace> places = placesOf(lines, scene);
  for (std::size_t i = lines.size(); i-- > 0;)
    if (places[i].tag.contains(position) || places[i].axis.contains(position))
      return {&m_lines[i], places[i].close.contains(position)};
  for (std::size_t i = lines.size(); i-- > 0;)
    if (places[i].beyond == 0 && scene.pane(0).contains(position) && std::abs(position.y() - places[i].y) <= kReach)
      return {&m_lines[i], false};
  return {};
}

bool OrderLineLayer::press(const ChartPointer& pointer, const ChartScene& scene)
{
  const Hit hit = hitAt(pointer.position, scene);
  if (hit.line == nullptr) {
    select({});
    return false;
  }
  if (hit.onClose) {
    m_pressedClose = hit.line->id;
    return true;
  }
  const QString id = hit.line->id;
  const double y = scene.y(hit.line->price);
  const bool movable = hit.line->movable;
  select(movable ? id : QString());
  if (movable) {
    m_dragged = id;
    m_grip = scene.pane(0).contains(QPointF(scene.pane(0).center().x(), y)) ? y - pointer.position.y() : 0;
  }
  return true;
}

void OrderLineLayer::moveTo(const QString& id, double price, int ticks)
{
  if (!m_judge)
    return;
  m_moved = Moved{id, m_judge(id, price, ticks)};
  Q_EMIT changed();
}

void OrderLineLayer::drag(const ChartPointer& pointer, const ChartScene& scene)
{
  if (m_dragged.isEmpty())
    return;
  const QRectF pane = scene.pane(0);
  const double y = std::clamp(pointer.position.y() + m_grip, pane.top(), pane.bottom());
  moveTo(m_dragged, scene.value(y), 0);
}

void OrderLineLayer::release(const ChartPointer& pointer, const ChartScene& scene)
{
  if (const QString id = std::exchange(m_pressedClose, {}); !id.isEmpty()) {
    const Hit hit = hitAt(pointer.position, scene);
    if (hit.line != nullptr && hit.line->id == id && hit.onClose)
      Q_EMIT closePressed(id);
    return;
  }
  if (!std::exchange(m_dragged, {}).isEmpty())
    drop();
}

/// An order that comes back to its own price stays as it is.
void OrderLineLayer::drop()
{
  const std::optional<Moved> moved = std::exchange(m_moved, std::nullopt);
  Q_EMIT changed();
  if (!moved)
    return;
  const OrderLine* line = find(moved->id);
  if (line == nullptr || line->priceText == moved->verdict.priceText)
    return;
  if (!moved->verdict.blocked.isEmpty())
    Q_EMIT refused(moved->verdict.blocked);
  else
    Q_EMIT dropped(moved->id, moved->verdict.raw.value_or(moved->verdict.price));
}

void OrderLineLayer::returnLine()
{
  m_dragged.clear();
  if (std::exchange(m_moved, std::nullopt))
    Q_EMIT changed();
}

std::optional<Qt::CursorShape> OrderLineLayer::hover(const ChartPointer& pointer, const ChartScene& scene)
{
  const Hit hit = hitAt(pointer.position, scene);
  if (hit.line == nullptr)
    return {};
  if (!hit.line->tip.isEmpty())
    QToolTip::showText(pointer.globalPosition, hit.line->tip);
  if (hit.onClose)
    return Qt::PointingHandCursor;
  return hit.line->movable ? Qt::SizeVerCursor : Qt::ArrowCursor;
}

bool OrderLineLayer::keyPress(const QKeyEvent& event, const ChartScene&)
{
  if (event.key() == Qt::Key_Escape && (m_moved || !m_selected.isEmpty())) {
    if (m_moved)
      returnLine();
    else
      select({});
    return true;
  }
  const OrderLine* line = find(m_selected);
  if (line == nullptr || (event.modifiers() & ~(Qt::KeypadModifier | Qt::ControlModifier)))
    return false;
  const int many = event.modifiers() & Qt::ControlModifier ? 10 : 1;
  const double from = m_moved ? m_moved->verdict.price : line->price;
  switch (event.key()) {
  case Qt::Key_Up:
    moveTo(line->id, from, many);
    return true;
  case Qt::Key_Down:
    moveTo(line->id, from, -many);
    return true;
  case Qt::Key_Return:
  case Qt::Key_Enter:
    drop();
    return true;
  case Qt::Key_Delete:
    Q_EMIT closePressed(line->id);
    return true;
  default:
    return false;
  }
}

bool OrderLineLayer::fillMenu(QMenu& menu, QPointF position, const ChartScene& scene)
{
  m_menuPrice.reset();
  if (const Hit hit = hitAt(position, scene); hit.line != nullptr) {
    Q_EMIT menuWanted(&menu, hit.line->id);
    return true;
  }
  if (scene.pane(0).contains(position))
    m_menuPrice = scene.value(position.y());
  return false;
}

QStringList OrderLineLayer::stops(const ChartScene&) const
{
  std::vector<const OrderLine*> movable;
  for (const OrderLine& line : m_lines)
    if (line.movable)
      movable.push_back(&line);
  std::ranges::stable_sort(movable, [](const OrderLine* a, const OrderLine* b) { return a->price > b->price; });
  QStringList ids;
  for (const OrderLine* line : movable)
    ids << line->id;
  return ids;
}

QString OrderLineLayer::stopWords(const QString& id) const
{
  const OrderLine* line = find(id);
  return line == nullptr ? QString() : line->text.trimmed() + u' ' + line->priceText;
}

}

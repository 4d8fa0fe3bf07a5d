// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/symbol_drag.h"

#include "core/market/entity_id.h"
#include "ui/shell/entity_text.h"
#include "widgets/base/flat_paint.h"
#include "widgets/base/theme.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QDrag>
#include <QMouseEvent>
#include <QPainter>

namespace zvt::ui {

namespace {

const QString kType = QString::fromLatin1(kEntityMime);

QString codesOf(const QStringList& entityIds, QChar separator)
{
  QStringList codes;
  for (const QString& id : entityIds)
    codes.append(codeOf(id.toStdString()));
  return codes.join(separator);
}

QPixmap badge(const QWidget& source, const QString& caption)
{
  const widgets::ThemeTokens& t = widgets::Theme::current().colors();
  const qreal ratio = source.devicePixelRatioF();
  const QFontMetrics metrics(source.font());
  const QString text = metrics.elidedText(caption, Qt::ElideRight, 220);
  const QSize size(metrics.horizontalAdvance(text) + 16, widgets::Theme::current().metrics().row);
  QPixmap picture(size * ratio);
  picture.setDevicePixelRatio(ratio);
  QPainter painter(&picture);
  painter.setFont(source.font());
  widgets::flat::box(painter, QRect(QPoint(), size), t.surface.menu, t.accent.line, 1, 0);
  painter.setPen(t.text.primary);
  painter.drawText(QRect(QPoint(), size), Qt::AlignCenter, text);
  return picture;
}

/// Turns a press and a move on a view's rows into a drag.
class RowDrag : public QObject {
public:
  RowDrag(QAbstractItemView* view, std::function<QString(const QModelIndex&)> idOf)
      : QObject(view)
      , m_view(view)
      , m_idOf(std::move(idOf))
  {
    view->viewport()->installEventFilter(this);
  }

protected:
  bool eventFilter(QObject* watched, QEvent* event) override
  {
    if (event->type() == QEvent::MouseButtonPress) {
      const auto* mouse = static_cast<QMouseEvent*>(event);
      m_pressed = mouse->button() == Qt::LeftButton && mouse->modifiers() == Qt::NoModifier
          ? m_view->indexAt(mouse->position().toPoint())
          : QModelIndex();
      m_from = mouse->position().toPoint();
    } else if (event->type() == QEvent::MouseMove && m_pressed.isValid()) {
      const auto* mouse = static_cast<QMouseEvent*>(event);
      const bool far = (mouse->position().toPoint() - m_from).manhattanLength() >= QApplication::startDragDistance();
      if (!(mouse->buttons() & Qt::LeftButton) || !far)
        return QObject::eventFilter(watched, event);
      const QStringList ids = wanted();
      m_pressed = QPersistentModelIndex();
      if (!ids.isEmpty())
        startSymbolDrag(m_view->viewport(), ids);
      return true; // else the view would begin to select rows on the way
    } else if (event->type() == QEvent::MouseButtonRelease) {
      m_pressed = QPersistentModelIndex();
    }
    return QObject::eventFilter(watched, event);
  }

private:
  QStringList wanted() const
  {
    QStringList ids;
    const QItemSelectionModel* selection = m_view->selectionModel();
    if (selection && selection->isSelected(m_pressed))
      for (const QModelIndex& row : selection->selectedIndexes())
        if (const QString id = m_idOf(row); !id.isEmpty() && !ids.contains(id))
          ids.append(id);
    if (const QString id = m_idOf(m_pressed); ids.isEmpty() && !id.isEmpty())
      ids.append(id);
    return ids;
  }

  QAbstractItemView* m_view;
  std::function<QString(const QModelIndex&)> m_idOf;
  QPersistentModelIndex m_pressed;
  QPoint m_from;
};

}

std::unique_ptr<QMimeData> symbolMimeData(const QStringList& entityIds)
{
  auto data = std::make_unique<QMimeData>();
  data->setData(kType, entityIds.join(u'\n').toUtf8());
  data->setText(codesOf(entityIds, u'\n'));
  return data;
}

bool acceptsSymbol(const QMimeData* data)
{
  return data && data->hasFormat(kType) && !symbolsOf(data).isEmpty();
}

QStringList symbolsOf(const QMimeData* data)
{
  QStringList ids;
  if (!data || !data->hasFormat(kType))
    return ids;
  const QStringList lines = QString::fromUtf8(data->data(kType)).split(u'\n', Qt::SkipEmptyParts);
  for (const QString& line : lines)
    if (const QString id = line.trimmed(); market::EntityId::parse(id.toStdString()) && !ids.contains(id))
      ids.append(id);
  return ids;
}

Qt::DropAction startSymbolDrag(QWidget* source, const QStringList& entityIds, const QString& caption)
{
  if (entityIds.isEmpty())
    return Qt::IgnoreAction;
  auto* drag = new QDrag(source); // Qt deletes it when the drag is over
  drag->setMimeData(symbolMimeData(entityIds).release());
  const QPixmap picture = badge(*source, caption.isEmpty() ? codesOf(entityIds, u' ') : caption);
  drag->setPixmap(picture);
  drag->setHotSpot(QPoint(-12, -8));
  return drag->exec(Qt::CopyAction | Qt::MoveAction, Qt::CopyAction);
}

void enableSymbolDrag(QAbstractItemView* view, std::function<QString(const QModelIndex&)> idOf)
{
  new RowDrag(view, std::move(idOf));
}

void enableSymbolDrag(QAbstractItemView* view)
{
  enableSymbolDrag(view, symbolInRow);
}

QString symbolInRow(const QModelIndex& index)
{
  const int columns = index.isValid() ? index.model()->columnCount(index.parent()) : 0;
  for (int column = 0; column < columns; ++column)
    for (const int role : {int(Qt::ToolTipRole), int(Qt::DisplayRole)})
      if (const QString text = index.siblingAtColumn(column).data(role).toString();
          market::EntityId::parse(text.toStdString()))
        return text;
  return {};
}

}

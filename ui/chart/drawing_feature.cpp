// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/drawing_feature.h"

#include "core/base/clock.h"
#include "ui/chart/chart_panel.h"
#include "ui/chart/drawing_command.h"
#include "ui/chart/drawing_list_dialog.h"
#include "ui/chart/drawing_store.h"
#include "ui/chart/drawing_strip.h"
#include "ui/chart/drawing_style_dialog.h"
#include "ui/shell/entity_text.h"
#include "ui/shell/notification_center.h"
#include "ui/shell/tr.h"
#include "widgets/chart/chart_view.h"
#include "widgets/chart/drawing/drawing_json.h"
#include "widgets/chart/drawing/drawing_words.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QMimeData>
#include <QUndoStack>

#include <utility>

namespace zvt::ui {

using widgets::Drawing;
using widgets::DrawingEdit;
using widgets::Magnet;

namespace {

using What = DrawingEdit::What;

const QString kMime = QStringLiteral("application/x-zvt-drawings");

}

DrawingFeature::DrawingFeature(ChartPanel& panel)
    : ChartFeature(panel)
    , m_store(DrawingStore::of(panel.context()))
    , m_layer(new widgets::DrawingLayer(this))
    , m_tools(std::make_unique<widgets::DrawingTools>(*panel.view(), *m_layer))
{
  panel.view()->addLayer(m_layer);
  panel.view()->addLayer(m_tools.get());
  m_tools->setStyles([this](widgets::DrawingKind kind) { return m_store.style(kind); });
  m_tools->setMenu([this](QMenu& menu) { fillDrawingMenu(menu); });
  addDrawingActions(*panel.context().actions);
  m_strip = new DrawingStrip(*this, panel);
  panel.addAtLeft(m_strip);
  connect(panel.view(), &widgets::ChartView::rangeChanged, this, &DrawingFeature::followBars);
  connect(&m_store, &DrawingStore::changed, this, &DrawingFeature::takeDrawings);
  connect(m_tools.get(), &widgets::DrawingTools::edited, this, &DrawingFeature::push);
  connect(m_tools.get(), &widgets::DrawingTools::styleWanted, this, [this] { openStyle(); });
  connect(m_tools.get(), &widgets::DrawingTools::told, this, &DrawingFeature::say);
  connect(m_tools.get(), &widgets::DrawingTools::toolChanged, this, &DrawingFeature::changed);
  connect(m_tools.get(), &widgets::DrawingTools::chosenChanged, this, &DrawingFeature::changed);
}

DrawingFeature::~DrawingFeature()
{
  delete m_styleDialog; // they lie over the window, which may stay
  delete m_listDialog;
}

QString DrawingFeature::entity() const
{
  return panel().entityId();
}

QJsonObject DrawingFeature::saveState() const
{
  QJsonObject state;
  if (m_tools->magnet() != Magnet::Off)
    state.insert(QStringLiteral("magnet"),
        m_tools->magnet() == Magnet::Weak ? QStringLiteral("weak") : QStringLiteral("strong"));
  if (m_tools->keepsTool())
    state.insert(QStringLiteral("keepsTool"), true);
  if (!m_layer->isShown())
    state.insert(QStringLiteral("hidden"), true);
  return state;
}

void DrawingFeature::restoreState(const QJsonObject& state)
{
  const QString magnet = state.value(QLatin1String("magnet")).toString();
  m_tools->setMagnet(magnet == QLatin1String("weak") ? Magnet::Weak
          : magnet == QLatin1String("strong")        ? Magnet::Strong
                                                     : Magnet::Off);
  m_tools->setKeepsTool(state.value(QLatin1String("keepsTool")).toBool());
  m_layer->setShown(!state.value(QLatin1String("hidden")).toBool());
  Q_EMIT changed();
}

ChartReader DrawingFeature::reader()
{
  return [self = QPointer<DrawingFeature>(this)](const ChartReading& reading) -> Result<std::function<void()>> {
    ZVT_TRY(widgets::AnchorScalePtr scale, readAnchorScale(reading));
    return [self, scale = std::move(scale)] {
      if (self)
        self->m_scale = scale;
    };
  };
}

void DrawingFeature::entityChanged()
{
  m_tools->chooseTool({});
  m_tools->choose({});
  if (m_styleDialog)
    m_styleDialog->close(); // what it was about is not in sight any more
  m_scale.reset(); // a reader that fails leaves none
  m_layer->setScale({});
  m_store.open(entity());
  takeDrawings(entity());
}

void DrawingFeature::shown()
{
  m_layer->setScale(m_scale);
  m_tools->drawingsChanged();
  Q_EMIT changed();
}

void DrawingFeature::followBars()
{
  const widgets::AnchorScalePtr& scale = m_layer->scale();
  const widgets::ChartModelPtr& model = panel().view()->model();
  if (scale && model && model->bars->size() != scale->bars() && scale->fits(*model))
    m_layer->setScale(scale->following(*model));
}

void DrawingFeature::takeDrawings(const QString& entity)
{
  if (entity != this->entity())
    return;
  m_layer->setDrawings(m_store.drawings(entity));
  m_tools->drawingsChanged();
  Q_EMIT changed();
}

void DrawingFeature::retranslate()
{
  m_strip->retranslate();
}

void DrawingFeature::say(const QString& words)
{
  widgets::ChartView* view = panel().view();
  view->setAccessibleDescription(words);
  QAccessibleEvent event(view, QAccessible::DescriptionChanged);
  QAccessible::updateAccessibility(&event);
}

void DrawingFeature::push(const DrawingEdit& edit)
{
  static const SystemClock kSystem;
  const Clock& clock = panel().context().clock != nullptr ? *panel().context().clock : kSystem;
  const auto self = QPointer(this);
  m_store.whenOpen(entity(), [self, edit, entity = entity(), at = clock.now()] {
    if (self)
      self->panel().undoStack()->push(
          new DrawingCommand(self->m_store, entity, ui::nameOf(self->panel().context(), entity.toStdString()), edit, at,
              [self](const DrawingCommand& step, bool back) {
                if (self)
                  self->tellElsewhere(step, back);
              }));
  });
}

void DrawingFeature::tellElsewhere(const DrawingCommand& step, bool back)
{
  if (step.entity() == entity())
    return;
  notify(panel().context(), &panel(), widgets::NoteKind::Info,
      (back ? Tr::tr("Undone: %1") : Tr::tr("Done again: %1")).arg(step.text()),
      widgets::ToastAction{Tr::tr("Show", "what was undone"), [self = QPointer(this), entity = step.entity()] {
                             if (self)
                               self->panel().showEntity(entity);
                           }});
}

void DrawingFeature::changeChosen(What what, const std::function<void(Drawing&)>& change)
{
  DrawingEdit edit{what, m_tools->chosenDrawings(), {}};
  edit.after = edit.before;
  for (Drawing& drawing : edit.after)
    change(drawing);
  if (edit.after != edit.before)
    push(edit);
}

void DrawingFeature::copyChosen()
{
  const std::vector<Drawing> drawings = m_tools->chosenDrawings();
  if (drawings.empty()) {
    panel().copy();
    return;
  }
  auto* data = new QMimeData;
  data->setData(kMime, widgets::toJson(drawings));
  QStringList words;
  for (const Drawing& drawing : drawings)
    if (m_layer->scale())
      words << widgets::wordsOf(drawing, *m_layer->scale());
  data->setText(words.join(u'\n'));
  QApplication::clipboard()->setMimeData(data);
}

void DrawingFeature::cutChosen()
{
  if (m_tools->chosen().isEmpty())
    return;
  copyChosen();
  m_tools->removeChosen();
}

void DrawingFeature::paste()
{
  const QMimeData* data = QApplication::clipboard()->mimeData();
  if (!data || !data->hasFormat(kMime))
    return;
  if (auto drawings = widgets::drawingsFromJson(data->data(kMime)))
    m_tools->paste(*std::move(drawings));
}

void DrawingFeature::removeAll()
{
  DrawingEdit edit{What::Delete, {}, {}};
  for (const Drawing& drawing : *m_layer->drawings())
    if (!drawing.locked && drawing.kind != widgets::DrawingKind::Unknown)
      edit.before.push_back(drawing);
  if (!edit.before.empty())
    push(edit);
}

void DrawingFeature::group()
{
  if (m_tools->chosen().size() < 2)
    return;
  changeChosen(What::Group, [id = widgets::freshDrawingId()](Drawing& drawing) { drawing.group = id; });
}

void DrawingFeature::ungroup()
{
  changeChosen(What::Group, [](Drawing& drawing) { drawing.group.clear(); });
}

void DrawingFeature::lockChosen(bool locked)
{
  changeChosen(What::Lock, [locked](Drawing& drawing) { drawing.locked = locked; });
}

void DrawingFeature::hideChosen()
{
  changeChosen(What::Hide, [](Drawing& drawing) { drawing.hidden = true; });
  m_tools->choose({});
}

void DrawingFeature::reorder(int side)
{
  const widgets::DrawingList& all = *m_layer->drawings();
  if (all.empty())
    return;
  const auto count = static_cast<double>(m_tools->chosen().size());
  double order = side > 0 ? all.back().order + 1 : all.front().order - count;
  changeChosen(What::Order, [&](Drawing& drawing) { drawing.order = order++; });
}

void DrawingFeature::setAllShown(bool shown)
{
  m_layer->setShown(shown);
  if (!shown) {
    m_tools->chooseTool({});
    m_tools->choose({});
  }
  Q_EMIT changed();
}

void DrawingFeature::focusChart()
{
  panel().view()->setFocus();
}

DrawingStyleDialog* DrawingFeature::openStyle()
{
  const std::vector<Drawing> drawings = m_tools->chosenDrawings();
  if (drawings.empty())
    return nullptr;
  if (m_styleDialog)
    m_styleDialog->close();
  m_styleDialog = new DrawingStyleDialog(*this, drawings, panel().window());
  m_styleDialog->setAttribute(Qt::WA_DeleteOnClose);
  m_styleDialog->show();
  return m_styleDialog;
}

DrawingListDialog* DrawingFeature::openList()
{
  if (!m_listDialog) {
    m_listDialog = new DrawingListDialog(*this, panel().window());
    m_listDialog->setAttribute(Qt::WA_DeleteOnClose);
  }
  m_listDialog->show();
  m_listDialog->raise();
  m_listDialog->activateWindow();
  return m_listDialog;
}

}

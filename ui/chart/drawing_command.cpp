// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/drawing_command.h"

#include "ui/chart/drawing_store.h"
#include "ui/shell/tr.h"

#include <utility>

namespace zvt::ui {

using What = widgets::DrawingEdit::What;

QString nameOf(What what)
{
  switch (what) {
  case What::Create:
    return Tr::tr("Draw");
  case What::Move:
    return Tr::tr("Move a drawing");
  case What::Duplicate:
    return Tr::tr("Duplicate a drawing");
  case What::Paste:
    return Tr::tr("Paste drawings");
  case What::Delete:
    return Tr::tr("Delete drawings");
  case What::Style:
    return Tr::tr("Change the style of a drawing");
  case What::Lock:
    return Tr::tr("Lock or unlock drawings");
  case What::Hide:
    return Tr::tr("Hide or show drawings");
  case What::Group:
    return Tr::tr("Group drawings");
  case What::Order:
    break;
  }
  return Tr::tr("Change the order of drawings");
}

DrawingCommand::DrawingCommand(
    DrawingStore& store, QString entity, const QString& name, widgets::DrawingEdit edit, Timestamp at, Told told)
    : QUndoCommand(nameOf(edit.what) + QStringLiteral(" – ") + name)
    , m_store(store)
    , m_entity(std::move(entity))
    , m_edit(std::move(edit))
    , m_at(at)
    , m_told(std::move(told))
{
}

void DrawingCommand::undo()
{
  m_store.apply(m_entity, m_edit, true);
  m_told(*this, true);
}

void DrawingCommand::redo()
{
  m_store.apply(m_entity, m_edit, false);
  if (std::exchange(m_done, true))
    m_told(*this, false);
}

bool DrawingCommand::mergeWith(const QUndoCommand* next)
{
  const auto& other = static_cast<const DrawingCommand&>(*next); // the ids are the same
  if (!m_edit.repeats || !other.m_edit.repeats || other.m_entity != m_entity || other.m_at - m_at > kTogether
      || other.m_edit.before != m_edit.after)
    return false;
  m_edit.after = other.m_edit.after;
  m_at = other.m_at;
  setObsolete(m_edit.before == m_edit.after); // there and back
  return true;
}

}

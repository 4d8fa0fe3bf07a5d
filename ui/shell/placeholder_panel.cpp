// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/placeholder_panel.h"

#include "ui/shell/tr.h"

namespace zvt::ui {

PlaceholderPanel::PlaceholderPanel(QString id, QWidget* parent)
    : Panel(parent)
    , m_id(std::move(id))
{
  retranslate();
}

void PlaceholderPanel::retranslate()
{
  showEmpty({QStringLiteral("unknown"),
      Tr::tr("The panel “%1” is not part of this program. It may belong to a plug-in or to a newer version. Its place "
             "and what it held are kept.")
          .arg(m_id),
      {}, {}});
}

PanelSpec placeholderSpec(const QString& id)
{
  PanelSpec spec;
  spec.id = id;
  spec.title = [id] { return id; };
  spec.icon = QStringLiteral("unknown");
  spec.linked = false;
  spec.create = [id](const Context&, QWidget* parent) -> Panel* { return new PlaceholderPanel(id, parent); };
  return spec;
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/chart_feature.h"
#include "ui/chart/chart_template.h"

#include <QPointer>

class QToolButton;

namespace zvt::ui {

class ChartTemplates;

/// The templates of a chart: its button and menu, and the one that a new chart begins with.
class TemplateFeature : public ChartFeature {
  Q_OBJECT

public:
  explicit TemplateFeature(ChartPanel& panel);

  [[nodiscard]] QString key() const override { return QStringLiteral("templates"); }
  [[nodiscard]] QJsonObject saveState() const override;
  void restoreState(const QJsonObject& state) override;
  void fillMenu(QMenu& menu) override;
  void retranslate() override;

  /// What the chart shows now, under that name.
  [[nodiscard]] ChartTemplate current(const QString& name) const;
  /// As the user does it: one step of undo.
  void apply(const ChartTemplate& wanted);
  void saveAs();
  void rename(const QString& name);
  void remove(const QString& name);
  void exportTo(const QString& name);
  void importFrom();
  /// The one that new charts begin with; empty: as at first.
  void setStart(const QString& name);

private:
  void fill(QMenu& menu);
  void fillOwn(QMenu& menu);
  void fillStart(QMenu& menu);
  void begin();

  QPointer<ChartTemplates> m_templates; ///< null: this run has none
  QToolButton* m_button;
  bool m_isKept = false; ///< the panel was there before
};

}

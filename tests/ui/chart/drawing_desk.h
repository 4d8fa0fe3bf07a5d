// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/file_system.h"
#include "core/base/testing/mock_clock.h"
#include "tests/ui/ui_profile.h"
#include "ui/chart/chart_panel.h"
#include "ui/chart/drawing_feature.h"
#include "ui/chart/drawing_store.h"
#include "widgets/base/theme.h"
#include "widgets/chart/chart_view.h"
#include "widgets/chart/drawing/drawing_json.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QUndoStack>
#include <QtTest>

#include <memory>

namespace zvt::tests {

/// A chart of a security with drawings, over a fresh folder of documents in each test. A base of test classes.
class DrawingDesk {
protected:
  using ChartPanel = ui::ChartPanel;
  using DrawingFeature = ui::DrawingFeature;
  using DrawingStore = ui::DrawingStore;
  using Drawing = widgets::Drawing;
  using DrawingKind = widgets::DrawingKind;

  const QString kStock = QStringLiteral("stock_sz_000001");
  const QString kOther = QStringLiteral("stock_sh_688001");

  void startProfile(
      const std::filesystem::path& daily, const std::filesystem::path& actions, const std::filesystem::path& minutes)
  {
    widgets::Theme::current().install(*qApp);
    m_profile = std::make_unique<UiProfile>();
    m_profile->context.files = &m_files;
    m_profile->context.clock = &m_clock;
    m_profile->import(daily, "stock_sz_000001", "平安银行");
    QVERIFY(m_profile->data.importActions(actions, "stock_sz_000001"));
    m_profile->import(minutes, "stock_sh_688001", "华兴源创", market::BarLevel::Min1);
  }
  void startPanel()
  {
    m_folder = std::make_unique<QTemporaryDir>();
    m_profile->context.profileFolder = m_folder->path().toStdString();
    m_panel = panel();
    show(*m_panel, kStock);
    QTRY_VERIFY(drawing().store().isOpen(kStock));
  }
  void endPanel()
  {
    m_failed.reset();
    m_panel.reset();
    if (!m_profile)
      return;
    delete m_profile->actions.findChild<DrawingStore*>(); // the next one reads anew
    m_profile->workers.drain(); // what it still writes must not come after the folder is gone
  }

  [[nodiscard]] std::unique_ptr<ChartPanel> panel()
  {
    auto made = std::make_unique<ChartPanel>(m_profile->context);
    made->resize(1000, 700);
    made->show();
    return made;
  }
  void show(ChartPanel& panel, const QString& entity)
  {
    QSignalSpy loaded(&panel, &ChartPanel::loaded);
    panel.showEntity(entity);
    QVERIFY(loaded.wait());
    panel.view()->renderPicture();
  }
  /// A new start on what @p make has put on the disk.
  template <typename Make> void startWith(Make make)
  {
    m_panel.reset();
    delete m_profile->actions.findChild<DrawingStore*>();
    QDir().mkpath(m_folder->filePath(QStringLiteral("drawings")));
    make();
    m_panel = panel();
    m_failed = std::make_unique<QSignalSpy>(&drawing().store(), &DrawingStore::failed);
    show(*m_panel, kStock);
  }
  [[nodiscard]] QString codeOf(int failure) const
  {
    return QString::fromStdString(m_failed->at(failure).front().value<Error>().code);
  }
  [[nodiscard]] static Drawing lineOf(const QString& id)
  {
    Drawing line;
    line.id = id;
    line.kind = DrawingKind::HorizontalLine;
    line.anchors = {{{0, true}, 10, 0}};
    line.style = widgets::defaultStyle(line.kind);
    return line;
  }
  template <typename Run> void wait(Run run)
  {
    QSignalSpy loaded(m_panel.get(), &ChartPanel::loaded);
    run();
    QVERIFY(loaded.wait());
  }
  [[nodiscard]] DrawingFeature& drawing() { return *m_panel->feature<DrawingFeature>(); }
  [[nodiscard]] const widgets::DrawingList& list() { return *drawing().layer().drawings(); }
  /// At shares of the price pane.
  void click(double x, double y)
  {
    m_panel->view()->renderPicture();
    const QRectF pane = m_panel->view()->scene()->pane(0);
    const QPoint at = (pane.topLeft() + QPointF(pane.width() * x, pane.height() * y)).toPoint();
    QTest::mouseMove(m_panel->view(), at);
    QTest::mouseClick(m_panel->view(), Qt::LeftButton, {}, at);
  }
  void drawHorizontal()
  {
    drawing().tools().chooseTool(DrawingKind::HorizontalLine);
    click(0.5, 0.4);
  }
  [[nodiscard]] QString fileOf(const QString& entity) const
  {
    return m_folder->filePath(QStringLiteral("drawings/%1.json").arg(entity));
  }
  [[nodiscard]] widgets::DrawingList read(const QString& entity) const
  {
    QFile file(fileOf(entity));
    if (!file.open(QIODevice::ReadOnly))
      return {};
    return widgets::drawingsFromJson(file.readAll()).value_or(widgets::DrawingList{});
  }
  OsFileSystem m_files;
  testing::MockClock m_clock; ///< stands still but for advance()
  std::unique_ptr<QTemporaryDir> m_folder; ///< a fresh one each time
  std::unique_ptr<UiProfile> m_profile;
  std::unique_ptr<ChartPanel> m_panel;
  std::unique_ptr<QSignalSpy> m_failed; ///< of the store of startWith()
};

}

// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/api/plugin.h"
#include "plugins/importer_csv/table_import.h"

namespace zvt::importer_csv {
namespace {

class CsvImporter final : public plugin::Importer {
public:
  [[nodiscard]] std::string_view id() const override { return "csv"; }
  [[nodiscard]] std::vector<std::string> extensions() const override
  {
    return {"csv", "tsv", "txt", "json", "jsonl", "ndjson"};
  }

  [[nodiscard]] plugin::FileLayout inspect(std::string_view bytes, const plugin::ReadOptions& options) const override
  {
    return describeTable(openTable(bytes, options), options);
  }

  Result<void> read(std::string_view bytes, const plugin::ReadOptions& options, plugin::ImportSink& sink,
      const CancelToken& cancel) const override
  {
    return readTable(openTable(bytes, options), options, sink, cancel);
  }
};

class CsvPlugin final : public plugin::Plugin {
public:
  [[nodiscard]] std::vector<const plugin::Importer*> importers() const override { return {&m_importer}; }
  [[nodiscard]] const ParamSchema& options() const override { return m_options; }

private:
  CsvImporter m_importer;
  ParamSchema m_options;
};

std::unique_ptr<plugin::Plugin> create(const plugin::HostServices&)
{
  return std::make_unique<CsvPlugin>();
}

constexpr plugin::Manifest kManifest{
    .id = "importer_csv", .name = "plugin.importer_csv", .version = "1.0", .license = "Apache-2.0", .create = create};

}
}

ZVT_PLUGIN_ENTRY(zvt::importer_csv::kManifest)

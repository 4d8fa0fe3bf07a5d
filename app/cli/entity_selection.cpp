// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/entity_selection.h"

#include "core/base/text.h"

#include <CLI/App.hpp>

#include <set>

namespace zvt::cli {

namespace {

class Selection {
public:
  explicit Selection(app::Services& services)
      : m_files(services.files())
      , m_table(services.profile().entities().snapshot())
  {
  }

  Result<void> add(const std::string& pattern)
  {
    if (pattern.starts_with("@"))
      return addFile(pattern.substr(1));
    if (pattern.find_first_of("*?") != std::string::npos) {
      for (const market::Entity& entity : m_table->entities())
        if (const std::string id = entity.id.toString(); matchesGlob(id, pattern))
          insert(id);
      return {};
    }
    return addOne(pattern);
  }
  [[nodiscard]] std::vector<std::string> take() { return std::move(m_ids); }

private:
  Result<void> addOne(const std::string& text)
  {
    if (market::EntityId::parse(text)) {
      if (!m_table->find(text))
        return fail("entity.not_stored", {{"entity", text}});
      insert(text);
      return {};
    }
    // Of all readings of a code, the one that is stored is meant.
    for (const market::EntityId& reading : market::readCode(text))
      if (const std::string id = reading.toString(); m_table->find(id)) {
        insert(id);
        return {};
      }
    ZVT_TRY(const market::EntityId likeliest, market::parseCode(text));
    return fail("entity.not_stored", {{"entity", likeliest.toString()}});
  }

  Result<void> addFile(const std::string& name)
  {
    if (name.starts_with("pool:") || name.starts_with("tag:"))
      return fail("cli.no_such_list", {{"text", "@" + name}});
    ZVT_TRY(const std::string text, m_files.read(name));
    for (const std::string_view line : split(text, '\n'))
      if (const std::string_view entry = trim(line); !entry.empty() && !entry.starts_with('#'))
        ZVT_TRY_VOID(addOne(std::string(entry)));
    return {};
  }

  void insert(const std::string& id)
  {
    if (m_seen.insert(id).second)
      m_ids.push_back(id);
  }

  FileSystem& m_files;
  std::shared_ptr<const market::EntityTable> m_table;
  std::vector<std::string> m_ids;
  std::set<std::string> m_seen;
};

}

CLI::Option* addEntityOption(CLI::App& command, std::vector<std::string>& patterns)
{
  return command
      .add_option(
          "--entity,--entities", patterns, "Ids, codes, globs (stock_sz_*) or @FILE; repeat or separate by commas")
      ->delimiter(',')
      ->allow_extra_args(false);
}

Result<std::vector<std::string>> selectEntities(app::Services& services, const std::vector<std::string>& patterns)
{
  Selection selection(services);
  for (const std::string& pattern : patterns)
    ZVT_TRY_VOID(selection.add(pattern));
  return selection.take();
}

}

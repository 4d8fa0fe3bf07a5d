// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/plugin_loader.h"

#include "core/base/file_system.h"
#include "core/base/text.h"

#include <boost/dll/shared_library.hpp>

#include <algorithm>
#include <mutex>

namespace zvt::plugin {

struct PluginLoader::Module {
  std::unique_ptr<Plugin> plugin;
};

namespace {

using EntryFunction = const Manifest*();

std::string pathText(const std::filesystem::path& path)
{
  const auto text = path.u8string();
  return {text.begin(), text.end()};
}

/// What the manifest rules out before any code of the plug-in runs.
Result<void> checkManifest(const Manifest* manifest)
{
  if (manifest == nullptr || manifest->magic != kManifestMagic)
    return fail("plugin.foreign");
  if (manifest->apiVersion != kApiVersion)
    return fail("plugin.wrong_version",
        {{"found", std::to_string(manifest->apiVersion)}, {"expected", std::to_string(kApiVersion)}});
  if (manifest->abi == nullptr || std::string_view(manifest->abi) != kAbi)
    return fail("plugin.wrong_abi", {{"found", manifest->abi == nullptr ? "" : manifest->abi}, {"expected", kAbi}});
  if (manifest->id == nullptr || *manifest->id == '\0' || manifest->create == nullptr)
    return fail("plugin.foreign");
  return {};
}

std::string textOf(const char* text)
{
  return text == nullptr ? std::string() : std::string(text);
}

/// Objects, strings and code of a module may be in use until the program ends, so it is never unloaded.
void keepLoaded(boost::dll::shared_library library)
{
  static std::mutex guard;
  static auto* const kept = new std::vector<boost::dll::shared_library>; // not destroyed: that would unload
  const std::lock_guard lock(guard);
  kept->push_back(std::move(library));
}

// A foreign library may export our symbol with another type; the manifest's magic number tells it apart, after the
// call.
#if defined(__clang__)
__attribute__((no_sanitize("function")))
#endif
Result<const Manifest*>
openModule(const std::filesystem::path& file)
{
  boost::dll::fs::error_code error;
  boost::dll::shared_library library(file, error);
  if (error)
    return fail("plugin.not_loadable", {{"reason", error.message()}});
  if (!library.has(kEntrySymbol))
    return fail("plugin.no_entry");
  EntryFunction& entry = library.get<EntryFunction>(kEntrySymbol);
  const Manifest* manifest = entry();
  ZVT_TRY_VOID(checkManifest(manifest));
  keepLoaded(std::move(library));
  return manifest;
}

}

std::string_view moduleSuffix()
{
#if defined(_WIN32)
  return ".dll";
#elif defined(__APPLE__)
  return ".dylib";
#else
  return ".so";
#endif
}

PluginLoader::PluginLoader(const FileSystem& files, HostServices host)
    : m_files(files)
    , m_host(host)
{
}

PluginLoader::~PluginLoader() = default;

Result<PluginInfo> PluginLoader::load(const std::filesystem::path& file)
{
  const auto failed = [&](Error error) { return fail(std::move(error).with("file", pathText(file))); };
  if (!m_files.exists(file))
    return failed({"plugin.not_found", {}, {}});
  try {
    auto manifest = openModule(file);
    if (!manifest)
      return failed(std::move(manifest).error());
    PluginInfo info{textOf((*manifest)->id), textOf((*manifest)->name), textOf((*manifest)->version),
        textOf((*manifest)->license), file};
    const auto sameId = [&](const PluginInfo& other) { return other.id == info.id; };
    if (const auto other = std::find_if(m_infos.begin(), m_infos.end(), sameId); other != m_infos.end())
      return failed({"plugin.duplicate", {{"id", info.id}, {"other", pathText(other->file)}}, {}});
    auto module = std::make_unique<Module>();
    module->plugin = (*manifest)->create(m_host);
    if (!module->plugin)
      return failed({"plugin.create", {{"id", info.id}}, {}});
    m_modules.push_back(std::move(module));
    m_infos.push_back(info);
    return info;
  } catch (const std::exception& exception) {
    return failed({"plugin.not_loadable", {{"reason", exception.what()}}, {}});
  }
}

void PluginLoader::loadAll(const SearchPath& path)
{
  std::vector<std::filesystem::path> folders = path.explicitFolders;
  if (!path.profileFolder.empty())
    folders.push_back(path.profileFolder);
  if (!path.programFolder.empty())
    folders.push_back(path.programFolder.parent_path() / "lib" / "zvt" / "plugins");
  for (const auto& folder : folders) {
    if (!m_files.exists(folder))
      continue;
    const auto entries = m_files.list(folder);
    if (!entries) {
      m_failures.push_back({folder, entries.error()});
      continue;
    }
    for (const FileInfo& entry : *entries) {
      if (entry.isDirectory || entry.path.extension() != moduleSuffix())
        continue;
      // An entry may be a bare name or a path below the folder; both name the same file here.
      auto loaded = load(folder / entry.path.filename());
      if (!loaded && loaded.error().code != "plugin.duplicate")
        m_failures.push_back({folder / entry.path.filename(), std::move(loaded).error()});
    }
  }
}

std::vector<const Importer*> PluginLoader::importers() const
{
  std::vector<const Importer*> all;
  for (const auto& module : m_modules) {
    const auto some = module->plugin->importers();
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

std::vector<const StrategyMaker*> PluginLoader::strategies() const
{
  std::vector<const StrategyMaker*> all;
  for (const auto& module : m_modules) {
    const auto some = module->plugin->strategies();
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

const PluginInfo& PluginLoader::ownerOf(const StrategyMaker& maker) const
{
  const auto offers = [&maker](const auto& module) {
    return std::ranges::count(module->plugin->strategies(), &maker) > 0;
  };
  const auto at = static_cast<std::size_t>(std::ranges::find_if(m_modules, offers) - m_modules.begin());
  return m_infos[at];
}

Result<const StrategyMaker*> PluginLoader::strategy(std::string_view id) const
{
  std::string known;
  for (const StrategyMaker* maker : strategies()) {
    if (maker->id() == id)
      return maker;
    known += (known.empty() ? "" : ", ") + std::string(maker->id());
  }
  return fail("plugin.no_strategy", {{"id", std::string(id)}, {"known", known}});
}

Result<const Importer*> PluginLoader::importerFor(const std::filesystem::path& file) const
{
  std::string ending = toLower(pathText(file.extension()));
  if (!ending.empty())
    ending.erase(0, 1);
  const auto all = importers();
  for (const Importer* importer : all) {
    const auto endings = importer->extensions();
    if (std::find(endings.begin(), endings.end(), ending) != endings.end())
      return importer;
  }
  for (const Importer* importer : all) {
    if (importer->id() == "csv")
      return importer;
  }
  return fail("plugin.no_importer", {{"ending", ending}});
}

}

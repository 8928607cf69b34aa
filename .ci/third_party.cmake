# Third-party code: yaml-cpp and libyaml from source, nlohmann/json as headers. Warnings are theirs.
set(third_party ${CMAKE_SOURCE_DIR}/build/third_party)
execute_process(COMMAND ${CMAKE_SOURCE_DIR}/.ci/third_party.sh ${third_party}
                COMMAND_ERROR_IS_FATAL ANY)

# sts_headers(NAME PROBE): the header-only library NAME of the directory that holds PROBE's folder. The
# folder is linked into a directory of its own: /usr/include itself would shadow Emscripten's libc.
function(sts_headers name probe)
  cmake_path(GET probe PARENT_PATH folder)
  find_path(${name}_root ${probe} REQUIRED NO_CMAKE_FIND_ROOT_PATH
            PATHS /usr/include /usr/local/include /opt/homebrew/include)
  set(links ${CMAKE_BINARY_DIR}/headers/${name})
  file(MAKE_DIRECTORY ${links})
  if(NOT EXISTS ${links}/${folder})
    file(CREATE_LINK ${${name}_root}/${folder} ${links}/${folder} SYMBOLIC)
  endif()
  add_library(${name} INTERFACE)
  target_include_directories(${name} SYSTEM INTERFACE ${links})
endfunction()

sts_headers(sts_nlohmann nlohmann/json.hpp)

# The 15 files of the event parser; the emitter and the node tree stay out.
set(yaml_cpp_sources depthguard directives exceptions exp null parser regex_yaml scanner scanscalar
                     scantag scantoken simplekey singledocparser stream tag)
list(TRANSFORM yaml_cpp_sources REPLACE "(.+)" "${third_party}/yaml-cpp/src/\\1.cpp")
add_library(sts_yaml_cpp STATIC ${yaml_cpp_sources})
target_include_directories(sts_yaml_cpp SYSTEM PUBLIC ${third_party}/yaml-cpp/include)
target_compile_definitions(sts_yaml_cpp PUBLIC YAML_CPP_STATIC_DEFINE)
target_compile_options(sts_yaml_cpp PRIVATE -w $<$<CONFIG:Release>:-O2>)  # four times slower with -Oz

set(libyaml_sources api reader scanner parser)
list(TRANSFORM libyaml_sources REPLACE "(.+)" "${third_party}/libyaml/src/\\1.c")
add_library(sts_libyaml STATIC ${libyaml_sources})
target_include_directories(sts_libyaml SYSTEM PUBLIC ${third_party}/libyaml/include)
target_compile_definitions(sts_libyaml PUBLIC YAML_DECLARE_STATIC PRIVATE
  YAML_VERSION_MAJOR=0 YAML_VERSION_MINOR=2 YAML_VERSION_PATCH=5 YAML_VERSION_STRING="0.2.5")
target_compile_options(sts_libyaml PRIVATE -w)
if(STS_SANITIZE)
  target_compile_options(sts_yaml_cpp PRIVATE -fno-sanitize=undefined)
  target_compile_options(sts_libyaml PRIVATE -fno-sanitize=undefined)
endif()

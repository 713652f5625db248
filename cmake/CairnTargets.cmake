# The one place where compile settings of all our targets are decided.
include(CheckPIESupported)
check_pie_supported()
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

# A quarter of the time of GNU's linker, for two hundred programs.
find_program(CAIRN_LLD ld.lld)
if(CAIRN_LLD)
    add_link_options(-fuse-ld=lld)
endif()

# The headers that the files of a room share are read once for eight of them. Tools that look at each file by itself want it off.
option(CAIRN_UNITY "Compile the files of a room several at a time" ON)
set(CAIRN_SANITIZE "" CACHE STRING "Sanitizers to build with, e.g. address,undefined or thread")

# What makes a crash of a memory error, where it might have been a way in. (Sanitizers do more, and get in each other's way with it.)
if(NOT CAIRN_SANITIZE)
    add_compile_options(-fstack-protector-strong -fstack-clash-protection -fcf-protection -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
    add_link_options(LINKER:-z,relro LINKER:-z,now LINKER:-z,noexecstack)
endif()

find_program(CAIRN_CCACHE ccache)
if(CAIRN_CCACHE)
    # pch_defines,time_macros: without them ccache refuses to cache a build that uses a precompiled header
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${CMAKE_CURRENT_LIST_DIR}/compiler-cache)
endif()

function(cairn_compile_settings target)
    target_compile_definitions(${target} PRIVATE
        QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY QT_NO_URL_CAST_FROM_STRING
        QT_NO_FOREACH QT_MESSAGELOGCONTEXT QT_NO_KEYWORDS QT_DISABLE_DEPRECATED_BEFORE=0x060400)
    target_compile_options(${target} PRIVATE
        -Wall -Wextra -Wpedantic -Werror -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough
        $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>
        # gcc 12 warns wrongly inside coroutine frames and optimised std::optional/variant
        $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>
        # coroutines' frames hold types of their file, of which this warns as soon as another file includes that one
        $<$<AND:$<CXX_COMPILER_ID:GNU>,$<BOOL:${CAIRN_UNITY}>>:-Wno-subobject-linkage>
        # gcc's warnings are ours; clang, which only builds the fuzz targets, has others
        $<$<BOOL:${CAIRN_FUZZ}>:-Wno-error>)
    if(CAIRN_SANITIZE)
        target_compile_options(${target} PRIVATE -fsanitize=${CAIRN_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
        target_link_options(${target} PUBLIC -fsanitize=${CAIRN_SANITIZE})
    endif()
    target_include_directories(${target} PUBLIC ${CMAKE_SOURCE_DIR}/core)
endfunction()

function(cairn_unity target)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ${CAIRN_UNITY} UNITY_BUILD_BATCH_SIZE 8)
endfunction()

# cairn_room(NAME SOURCES … USES room… LIBRARIES …): one folder of core/, linked only to the rooms below it.
function(cairn_room name)
    cmake_parse_arguments(ARG "" "" "SOURCES;USES;LIBRARIES" ${ARGN})
    set(target cairn_${name})
    add_library(${target} STATIC ${ARG_SOURCES})
    cairn_compile_settings(${target})
    cairn_unity(${target})
    list(TRANSFORM ARG_USES PREPEND cairn_)
    target_link_libraries(${target} PUBLIC ${ARG_USES} ${ARG_LIBRARIES})
    if(name STREQUAL "base")
        target_precompile_headers(${target} PRIVATE ${CMAKE_SOURCE_DIR}/core/pch.h)
    else()
        target_precompile_headers(${target} REUSE_FROM cairn_base)
    endif()
endfunction()

# cairn_moc(TARGET): its headers hold Q_OBJECT. Only such targets are scanned by AUTOMOC: its three build steps a target, of which a
# hundred small tests would make hundreds, take longer than their compilation.
function(cairn_moc target)
    set_target_properties(${target} PROPERTIES AUTOMOC ON)
endfunction()

# For what includes QTest. It has more or less in it by the program's folders and libraries, none of which a test asks for, and none could
# share a precompiled header if it were so.
function(cairn_test_settings target)
    cairn_compile_settings(${target})
    target_compile_options(${target} PRIVATE -UQT_TESTCASE_BUILDDIR -UQT_TESTCASE_SOURCEDIR -UQT_NETWORK_LIB -UQT_SQL_LIB -UQT_DBUS_LIB
        $<$<CONFIG:Debug>:-g0;-O0>) # lines of tests are told by QtTest, and what they test is optimised: a third of the time
endfunction()

# The target whose precompiled header serves a test that links to these libraries.
function(cairn_test_header result)
    set(${result} cairn_store_testing PARENT_SCOPE)
    foreach(library ${ARGN})
        if(library MATCHES "^cairn_(ui|gui_testing|console_parts)$")
            set(${result} cairn_gui_testing PARENT_SCOPE)
        endif()
    endforeach()
endfunction()

# cairn_test(NAME LIBRARIES … [SOURCES …] [RUNS …] [TIMEOUT seconds]): a Qt Test program, run offscreen, registered in CTest: NAME.cpp and what
# it shares with others (SOURCES); RUNS: the programs that it starts, if they are built. Its labels are its folders: unit and the room, gui, scenario or crash.
function(cairn_test name)
    cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LIBRARIES;RUNS" ${ARGN})
    file(RELATIVE_PATH labels ${CMAKE_SOURCE_DIR}/tests ${CMAKE_CURRENT_SOURCE_DIR})
    string(REPLACE "/" ";" labels ${labels})
    list(PREPEND ARG_SOURCES ${name}.cpp)
    add_executable(${name} ${ARG_SOURCES})
    foreach(program ${ARG_RUNS})
        if(TARGET ${program})
            add_dependencies(${name} ${program})
        endif()
    endforeach()
    cairn_test_settings(${name})
    target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests/support) # for what is headers alone
    target_link_libraries(${name} PRIVATE ${ARG_LIBRARIES} Qt6::Test)
    cairn_test_header(header ${ARG_LIBRARIES})
    target_precompile_headers(${name} REUSE_FROM ${header})
    if(header STREQUAL "cairn_store_testing")
        target_compile_options(${name} PRIVATE -UQT_GUI_LIB -UQT_WIDGETS_LIB)
        target_compile_definitions(${name} PRIVATE QT_DBUS_LIB) # as that header has it, which links to the keychain's library
    endif()
    foreach(source ${ARG_SOURCES})
        get_filename_component(path ${source} ABSOLUTE)
        get_filename_component(base ${source} NAME_WE)
        file(STRINGS ${path} includes REGEX "#include \"${base}[.]moc\"")
        if(includes)
            set(moc ${CMAKE_CURRENT_BINARY_DIR}/${base}.moc)
            qt_generate_moc(${path} ${moc})
            target_sources(${name} PRIVATE ${moc})
            target_include_directories(${name} PRIVATE ${CMAKE_CURRENT_BINARY_DIR})
        endif()
    endforeach()
    add_test(NAME ${name} COMMAND ${name})
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 300)
    endif()
    set(sanitized)
    if(CAIRN_SANITIZE) # several times as slow
        math(EXPR ARG_TIMEOUT "${ARG_TIMEOUT} * 5")
        set(sanitized ";UBSAN_OPTIONS=print_stacktrace=1")
    endif()
    math(EXPR watchdog "(${ARG_TIMEOUT} - 10) * 1000") # Qt Test's own, which tells where it stands; else it is 300 s for a program
    # Most tests wait most of the time, and six at once suit two cores; windows paint, and count for two.
    set(slots 1)
    if("gui" IN_LIST labels)
        set(slots 2)
    endif()
    # On a fresh checkout CTest does not know yet which take long: those begin first, and none is left to run alone at the end.
    set(cost 1)
    if("crash" IN_LIST labels)
        set(cost 100)
    elseif("scenario" IN_LIST labels OR ARG_TIMEOUT GREATER 300)
        set(cost 50)
    endif()
    set_tests_properties(${name} PROPERTIES COST ${cost} PROCESSORS ${slots} TIMEOUT ${ARG_TIMEOUT} LABELS "${labels}"
        ENVIRONMENT "QTEST_FUNCTION_TIMEOUT=${watchdog};QT_QPA_PLATFORM=offscreen;XDG_CONFIG_HOME=${CMAKE_BINARY_DIR}/test-config;CAIRN_BIN=${CMAKE_BINARY_DIR}/bin;CAIRN_SOURCE=${CMAKE_SOURCE_DIR};TSAN_OPTIONS=die_after_fork=0:ignore_noninstrumented_modules=1:suppressions=${CMAKE_SOURCE_DIR}/tests/tsan.supp${sanitized}")
endfunction()

# find_package(tensorflowlite_c): the targets tensorflowlite_c::tensorflowlite_c and tensorflowlite_c::static.
get_filename_component(_tensorflowlite_c_prefix "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)

if(NOT TARGET tensorflowlite_c::tensorflowlite_c)
  add_library(tensorflowlite_c::tensorflowlite_c SHARED IMPORTED)
  set_target_properties(tensorflowlite_c::tensorflowlite_c PROPERTIES
    IMPORTED_LOCATION "${_tensorflowlite_c_prefix}/lib/libtensorflowlite_c.so"
    IMPORTED_SONAME libtensorflowlite_c.so
    INTERFACE_INCLUDE_DIRECTORIES "${_tensorflowlite_c_prefix}/include")

  add_library(tensorflowlite_c::static STATIC IMPORTED)
  set_target_properties(tensorflowlite_c::static PROPERTIES
    IMPORTED_LOCATION "${_tensorflowlite_c_prefix}/lib/libtensorflowlite_c.a"
    INTERFACE_LINK_LIBRARIES "pthread;dl;m"
    INTERFACE_INCLUDE_DIRECTORIES "${_tensorflowlite_c_prefix}/include")
endif()

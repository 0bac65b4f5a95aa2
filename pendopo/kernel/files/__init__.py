"""Files: photos taken in, made harmless, kept, and shown to those who may see them.

Owns stored files and where they lie (a folder, or object storage by the S3 API). A photo is decoded and
written anew, so that nothing of the upload but its pixels remains. It refuses every other kind of file,
and to decide who may see one: the context that asked for the file registers that.
"""

package blog.api;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

record CommentInput(@NotBlank @Size(max = 5000) String text) {}

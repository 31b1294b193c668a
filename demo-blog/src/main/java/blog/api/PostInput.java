package blog.api;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/** @param version the version that is being changed; may be left out, and the last change wins */
record PostInput(
        @NotBlank @Size(max = 200) String title,
        @NotBlank @Size(max = 50_000) String body,
        @NotBlank String category,
        @NotNull @Size(max = 10) List<@NotBlank @Size(max = 50) String> tags,
        Integer version) {}
